import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type FileWriter, writeLines } from './file-writer.ts';

let folder: string;
let files = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'file-writer-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function written(write: (file: FileWriter) => Promise<void> | void): Promise<string> {
  const path = join(folder, `${files++}`);
  await writeLines(path, async (file) => write(file));
  return readFile(path, 'utf8');
}

it('writes whole numbers as String does', () =>
  fc.assert(
    fc.asyncProperty(fc.array(fc.maxSafeNat()), async (numbers) => {
      const all = [...numbers, 0, 9, 10, 999_999_999, 1e9, Number.MAX_SAFE_INTEGER];
      const text = await written((file) => {
        for (const number of all) {
          file.integer(number);
          file.endLine();
        }
      });
      expect(text).toBe(all.map((number) => `${number}\n`).join(''));
    }),
    { numRuns: 20 },
  ));

it('writes ten-thousandths as String does', () =>
  fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: -1e8, max: 1e8 })), async (numbers) => {
      const all = [...numbers, 0, -1, 1, 10, 12_500, -10_000, 99_999, 100_000];
      const text = await written((file) => file.tenThousandths(Int32Array.from(all)));
      expect(text).toBe(all.map((number) => `,${number / 10_000}`).join(''));
    }),
    { numRuns: 20 },
  ));

it('keeps the order over many blocks, drained or not', async () => {
  const lines = Array.from({ length: 60_000 }, (_, i) => `line ${i} ${'é'.repeat(i % 90)}\n`);
  const drained = await written(async (file) => {
    for (const [i, line] of lines.entries()) {
      file.text(line);
      if (i % 1000 === 0) {
        await file.drain();
      }
    }
  });
  expect(drained).toBe(lines.join(''));
  expect(await written((file) => lines.forEach((line) => void file.text(line)))).toBe(drained);
});
