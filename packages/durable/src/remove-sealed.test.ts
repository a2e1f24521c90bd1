import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { removeSealed } from './remove-sealed.ts';
import { writeSealed } from './write-sealed.ts';

it('removes a folder with all that is in it and leaves no name behind', async () => {
  const root = mkdtempSync(join(tmpdir(), 'twotower-remove-'));
  for (const name of ['a', 'b']) {
    await writeSealed(join(root, name), {}, async (part) => writeFileSync(join(part, 'x'), 'x'));
  }
  removeSealed(join(root, 'a'));
  expect(readdirSync(root)).toEqual(['b']);
  expect(() => removeSealed(join(root, 'a'))).toThrow(/ENOENT/);
  expect(readdirSync(root)).toEqual(['b']);
  rmSync(root, { recursive: true });
});
