import { expect, test } from 'vitest';
import { asCurl, asTypeScript } from './request-code.ts';

test('a request goes through a shell as it is', () => {
  const curl = asCurl({ userId: "o'neil", k: 5 }, 'http://127.0.0.1:7700');
  expect(curl).toContain('http://127.0.0.1:7700/v1/recall');
  expect(curl).toContain(String.raw`-d '{"userId":"o'\''neil","k":5}'`);
});

test('and through the client', () => {
  expect(asTypeScript({ k: 5 }, 'http://h')).toContain('client.recall({\n  "k": 5\n})');
});
