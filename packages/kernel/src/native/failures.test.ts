import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import type { Kernel } from './kernel.ts';
import { loadKernel } from './load-kernel.ts';

const loaded = loadKernel();
const kernel = loaded.kind === 'loaded' ? loaded.kernel : ({} as Kernel);
const path = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url));
const addon = path(`native/build/kernel-${process.platform}-${process.arch}.node`);
const limits = process.platform === 'linux' && spawnSync('prlimit', ['--version']).status === 0;

const x = new Float32Array(4);
const none = new Float32Array(0);
const noInts = new Int32Array(0);
const huge = 2 ** 40;

describe.skipIf(loaded.kind === 'missing')('the kernel', () => {
  const search = (megabytes: number, items: number) => {
    const script = path('test/search-without-memory.mjs');
    const child = spawnSync(process.execPath, [script, addon, `${megabytes}`, `${items}`], {
      encoding: 'utf8',
    });
    expect([child.signal, child.status]).toEqual([null, 0]);
    return child.stdout;
  };

  it.skipIf(!limits).each([8, 40, 70, 100])(
    'throws where memory runs out, in the calling thread or another one, %i MB later',
    (megabytes) => {
      expect(search(megabytes, 200_000)).toBe('Error: kernel: std::bad_alloc\n');
    },
  );

  it.skipIf(!limits)('works in the calling thread where there is no room for the stack of another', () => {
    expect(search(4, 500)).toBe('ranked\n');
  });

  it('refuses sizes whose product is more than 64 bits, or whose arrays are not as large', () => {
    const search = {
      users: x,
      vectors: x,
      size: 1,
      items: 1,
      dim: 1,
      k: 1,
      threads: 1,
      maskedOffsets: new Int32Array(2),
      masked: noInts,
      ranking: new Int32Array(1),
      scores: x,
    };
    const top = (sizes: Partial<typeof search>) => () => kernel.topItems({ ...search, ...sizes });
    expect(top({ k: huge })).toThrow(/kernel: ranking holds 1 numbers/);
    expect(top({ dim: huge, items: 2 ** 24 })).toThrow(/kernel: users holds 4 numbers/);
    expect(top({ items: huge })).toThrow(/kernel: items is more than/);
    expect(top({ dim: 0 })).toThrow(/kernel: dim is 0/);
    expect(top({ k: 1.5 })).toThrow(/kernel: k is no size/);
    expect(top({ k: -1 })).toThrow(/kernel: k is no size/);

    const layer = (inputs: number, outputs: number) => ({ inputs, outputs, weights: x, bias: x });
    expect(() => kernel.affine(layer(huge, 2 ** 24), none, 0, false, none)).toThrow(/does not fit the layer/);
    expect(() => kernel.affine(layer(1, 1), x, huge, false, x)).toThrow(/needs 1099511627776/);
    const gradients = { weights: x, bias: x };
    expect(() => kernel.affineBackward(layer(2 ** 33, 2 ** 33), x, 0, x, gradients, x)).toThrow(/needs/);
    expect(() => kernel.normalise(x, 2 ** 33, 2 ** 33, 0, x)).toThrow(/too short/);
    expect(() => kernel.addParts(x, 1, 2 ** 33, 2 ** 33, x)).toThrow(/needs|too short/);
    expect(() => kernel.addToParts(x, 1, 2 ** 33, 2 ** 33, x)).toThrow(/needs/);
    expect(() => kernel.multiply(2 ** 33, 1, 2 ** 33, x, x, x)).toThrow(/needs/);
    const product = { rows: 2, columns: 2, depth: 2, a: x, b: x, out: x, aColumn: 1, add: 0 } as const;
    const lower = { order: 2, depth: 2, threads: 1, a: x, b: x, out: x };
    expect(() => kernel.addLowerProduct({ ...lower, order: huge })).toThrow(/kernel: a holds 4 numbers/);
    expect(() => kernel.addLowerProduct({ ...lower, out: none })).toThrow(/kernel: out holds 0 numbers/);
    expect(() => kernel.matrixProduct({ ...product, aRow: 2, bRow: 0, outRow: 2 })).toThrow(/bRow is less/);
    expect(() => kernel.matrixProduct({ ...product, aRow: 2, bRow: 2, outRow: 1 })).toThrow(/outRow is less/);
    expect(() => kernel.matrixProduct({ ...product, aRow: 1e15, bRow: 2, outRow: 2 })).toThrow(/a holds 4/);
  });

  it('refuses a batch of impossible sizes, and a field that is missing', () => {
    const batch = {
      kind: 0,
      c: 1,
      temperature: 1,
      size: 1,
      dim: 1,
      candidates: 1,
      ownPerRow: 0,
      users: x,
      items: x,
      logQ: x,
      positiveLogQ: undefined,
      shares: x,
      present: undefined,
      hits: noInts,
      hitNumbers: 0,
      ofUsers: x,
      ofItems: x,
    } as const;
    const of = (sizes: object) => () => kernel.softmaxLoss({ ...batch, ...sizes });
    expect(of({ ownPerRow: huge })).toThrow(/items holds 4 numbers/);
    expect(of({ size: 2 ** 33, candidates: 2 ** 33, ownPerRow: 2 ** 33 })).toThrow(/users holds 4 numbers/);
    expect(of({ dim: huge })).toThrow(/users holds 4 numbers/);
    expect(of({ size: 2 })).toThrow(/candidates is fewer/);
    expect(of({ kind: 3 })).toThrow(/kind is no loss/);
    expect(of({ users: undefined })).toThrow(/users is no Float32Array/);
    expect(of({ hits: none })).toThrow(/hits is no Int32Array/);
  });

  it('refuses bags and tables of impossible sizes', () => {
    const table = {
      dim: 2,
      rows: 2,
      values: x,
      accumulator: x,
      changedAt: new Int32Array(4),
      stamp: new Int32Array(1),
    };
    const bag = { offsets: Int32Array.of(0, 1), rows: Int32Array.of(0), weights: Float32Array.of(1) };
    const pool = (more: object, size = 1, stride = 2) =>
      kernel.pool({ ...table, ...more }, bag, size, x, stride, 0);
    expect(() => pool({ rows: 2 ** 33, dim: 2 ** 33 })).toThrow(/needs 9223372036854775807/);
    expect(() => pool({}, 2 ** 33, 2 ** 33)).toThrow(/offset/);
    expect(() => pool({}, huge)).toThrow(/offset/);
    const sums = { slots: new Int32Array(4), touchedRows: new Int32Array(4), sums: x, touched: 2 ** 33 };
    const step = { rate: 1, epsilon: 0, l2: 0 };
    expect(() => kernel.applyRows({ ...table, dim: 2 ** 33 }, sums, step)).toThrow(/shorter than/);
    expect(() => kernel.applyRows({ ...table, dim: 1 }, sums, step)).toThrow(/more than the sums hold/);
    expect(() => kernel.scatter(table, bag, 1, x, 2, 0, { ...sums, slots: new Int32Array(1) })).toThrow(
      /holds 1 numbers and needs 2/,
    );
  });

  it('keeps the instruction set that was chosen when another thread loads it', async () => {
    const chosen = async () => {
      const thread = new Worker(path('test/instructions-thread.mjs'), { workerData: addon, execArgv: [] });
      const [instructions] = await once(thread, 'message');
      return instructions;
    };
    kernel.use(0);
    try {
      expect(await chosen()).toBe('general');
      expect(await chosen()).toBe('general');
    } finally {
      kernel.use(kernel.instructionSets.length - 1);
    }
    expect(await chosen()).toBe(kernel.instructionSets.at(-1));
  });
});
