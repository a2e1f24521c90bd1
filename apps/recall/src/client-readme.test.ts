import { readFileSync } from 'node:fs';
import { createRecallClient } from '@twotower/client';
import { expect, it } from 'vitest';
import { runningServer } from '../test/running-server.ts';

it('the example of the client’s README does what it says', async () => {
  const readme = readFileSync(new URL('../../../packages/client/README.md', import.meta.url), 'utf8');
  const example = /```ts\n(.*?)```/s.exec(readme)?.[1] ?? '';
  const server = await runningServer();
  const code = example.replace(/^import .*$/m, '').replace('http://127.0.0.1:7700', server.url);
  const printed: unknown[][] = [];
  const AsyncFunction = (async () => {}).constructor as new (
    ...words: string[]
  ) => (client: unknown, console: unknown) => Promise<void>;
  await new AsyncFunction('createRecallClient', 'console', code)(createRecallClient, {
    log: (...words: unknown[]) => printed.push(words),
  });
  expect(printed).toEqual([['popularity', expect.any(Array)], [1]]);
  expect(printed[0][1]).toHaveLength(10);
  await server.close();
});
