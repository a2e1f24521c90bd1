import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { findHeld, makeHeld, removeUnread } from './held-folder.ts';

it('is found again whole, never removed while read, and made beside where it is damaged', () => {
  const root = mkdtempSync(join(tmpdir(), 'twotower-held-'));
  try {
    const target = join(root, 'deep', 'target');
    const fill = (text: string) => (folder: string) => writeFileSync(join(folder, 'a'), text);
    expect(findHeld(target)).toBeUndefined();
    expect(() =>
      makeHeld(target, () => {
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(makeHeld(target, fill('one'))).toBe(target);
    expect(findHeld(target)).toBe(target);
    expect(removeUnread(target)).toBe(false);
    expect(makeHeld(target, fill('other'))).toBe(target);
    expect(readFileSync(join(target, 'a'), 'utf8')).toBe('one');
    writeFileSync(join(target, 'a'), 'two');
    expect(findHeld(target)).toBeUndefined();
    expect(makeHeld(target, fill('three'))).toBe(`${target}~2`);
    expect(findHeld(target)).toBe(`${target}~2`);
    expect(readFileSync(join(target, 'a'), 'utf8')).toBe('two');
  } finally {
    rmSync(root, { recursive: true });
  }
});
