import { createHash } from 'node:crypto';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DurableError } from './error.ts';
import { openSealed } from './sealed-folder.ts';
import { writeSealed } from './write-sealed.ts';

let root: string;
let count = 0;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'twotower-durable-'));
});
afterAll(() => rmSync(root, { recursive: true }));

async function sealed(): Promise<string> {
  const folder = join(root, 'new', `f${count++}`);
  await writeSealed(folder, { kind: 'test' }, async (part) => {
    writeFileSync(join(part, 'a.txt'), 'first');
    mkdirSync(join(part, 'in'));
    writeFileSync(join(part, 'in', 'b.txt'), 'second');
  });
  return folder;
}

/** Writes a manifest whose own sum is right, whatever it says. */
function forge(folder: string, files: { path: string; bytes: number; sha256: string }[]): void {
  const plain = files.map(({ path, bytes, sha256 }) => [path, bytes, sha256]);
  const sum = createHash('sha256')
    .update(JSON.stringify([{}, plain]))
    .digest('hex');
  writeFileSync(join(folder, 'manifest.json'), `${JSON.stringify({ facts: {}, files, sum }, null, 2)}\n`);
}

describe('a sealed folder', () => {
  it('is read as it was written, with nothing beside it', async () => {
    const folder = await sealed();
    const { facts, files, read, verify } = openSealed(folder);
    expect(facts).toEqual({ kind: 'test' });
    expect(files.map(({ path, bytes }) => [path, bytes])).toEqual([
      ['a.txt', 5],
      ['in/b.txt', 6],
    ]);
    expect((await read('in/b.txt')).toString()).toBe('second');
    await verify('');
    expect(readdirSync(join(root, 'new')).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  it.each<[string, (folder: string) => void, RegExp]>([
    ['cut short', (f) => truncateSync(join(f, 'in', 'b.txt'), 3), /b\.txt has 3 bytes instead of 6/],
    ['missing', (f) => rmSync(join(f, 'in', 'b.txt')), /b\.txt is missing/],
    ['changed', (f) => writeFileSync(join(f, 'in', 'b.txt'), 'sekond'), /b\.txt was changed/],
    ['one too many', (f) => writeFileSync(join(f, 'in', 'c.txt'), ''), /c\.txt is not in the manifest/],
    ['without a manifest', (f) => rmSync(join(f, 'manifest.json')), /manifest\.json is missing/],
    [
      'with another manifest',
      (f) => appendFileSync(join(f, 'manifest.json'), ' '),
      /manifest\.json was changed/,
    ],
    [
      'a link to the same bytes',
      (f) => {
        renameSync(join(f, 'in'), `${f}-elsewhere`);
        symlinkSync(`${f}-elsewhere`, join(f, 'in'));
      },
      /b\.txt is a link/,
    ],
  ])('is refused when it is %s', async (_, damage, message) => {
    const folder = await sealed();
    damage(folder);
    const reading = async () => openSealed(folder).verify('');
    await expect(reading()).rejects.toThrow(DurableError);
    await expect(reading()).rejects.toThrow(message);
  });

  it.each(['../secret', '/etc/passwd', 'in/../../secret', 'in//b.txt', './a.txt', 'C:\\a', 'in\\b.txt', ''])(
    'is refused when its manifest names %j',
    async (path) => {
      const folder = await sealed();
      writeFileSync(join(root, 'new', 'secret'), 'x');
      const sha256 = createHash('sha256').update('x').digest('hex');
      forge(folder, [
        { path: 'a.txt', bytes: 5, sha256: createHash('sha256').update('first').digest('hex') },
      ]);
      expect((await openSealed(folder).read('a.txt')).toString()).toBe('first');
      forge(folder, [{ path, bytes: 1, sha256 }]);
      expect(() => openSealed(folder)).toThrow(/not a whole manifest/);
    },
  );

  it('is not sealed with a link inside, and a failure leaves nothing', async () => {
    const folder = join(root, 'failed', 'f');
    const fill = async (part: string) => symlinkSync('/etc/passwd', join(part, 'link'));
    await expect(writeSealed(folder, {}, fill)).rejects.toThrow(/link is neither file nor folder/);
    expect(readdirSync(join(root, 'failed'))).toEqual([]);
  });

  it('stays when another wants its name', async () => {
    const folder = await sealed();
    const second = writeSealed(folder, {}, async (part) => writeFileSync(join(part, 'x'), ''));
    await expect(second).rejects.toThrow(/another run writes to the same store/);
    expect(readFileSync(join(folder, 'a.txt'), 'utf8')).toBe('first');
  });
});
