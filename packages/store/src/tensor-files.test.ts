import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openSealed, writeSealed } from '@twotower/durable';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { withFolder } from '../test/with-folder.ts';
import { readTensors, writeTensors } from './tensor-files.ts';

it('splits tensors over files of a limited size and joins them again', async () => {
  await withFolder(async (folder) => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.stringMatching(/^[a-z]{1,3}$/), fc.tuple(fc.nat(9), fc.integer({ min: 0, max: 3 }))),
        fc.integer({ min: 24, max: 160 }),
        fc.constantFrom(Float32Array, Float64Array, Int32Array, Uint8Array),
        async (shapes, limit, Type) => {
          const written = Object.fromEntries(
            Object.entries(shapes).map(([name, shape]) => [
              name,
              { shape: [...shape], data: new Type(Array.from({ length: shape[0] * shape[1] }, (_, i) => i)) },
            ]),
          );
          const target = join(folder, String(run++));
          await writeSealed(target, {}, (temporary) => writeTensors(join(temporary, 't'), written, limit));
          expect(await readTensors(openSealed(target), 't')).toEqual({ ...written });
        },
      ),
      { numRuns: 30 },
    );
  });
}, 30_000);

it('names shards by number and count', async () => {
  await withFolder(async (folder) => {
    await writeTensors(join(folder, 't'), { a: { shape: [5, 2], data: new Float32Array(10) } }, 16);
    expect((await readdir(folder)).sort()).toEqual([1, 2, 3].map((i) => `t-0000${i}-of-00003.safetensors`));
  });
});
