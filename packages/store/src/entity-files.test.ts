import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { withFolder } from '../test/with-folder.ts';
import { readItems, readUsers, writeItems, writeUsers } from './entity-files.ts';
import { StoreError } from './error.ts';

/** Quicker over many values than a matcher that could say where they differ. */
function same(a: ArrayLike<unknown>, b: ArrayLike<unknown>): boolean {
  return a.length === b.length && Array.from(a).every((value, i) => value === b[i]);
}

it('keeps many users, their profiles and histories in order', async () => {
  await withFolder(async (folder) => {
    const count = 70_000;
    const users = {
      ids: Array.from({ length: count }, (_, i) => `user ${i}`),
      columns: { age: Array.from({ length: count }, (_, i) => (i % 3 === 0 ? null : i)) },
      history: {
        offsets: Int32Array.from({ length: count + 1 }, (_, i) => 2 * i),
        items: Int32Array.from({ length: 2 * count }, (_, i) => i % 1000),
        times: Float64Array.from({ length: 2 * count }, (_, i) => 1.7e12 + i),
      },
    };
    const file = join(folder, 'users.arrow');
    await writeUsers(file, users);
    const read = await readUsers(file, await readFile(file));
    expect(same(read.history.offsets, users.history.offsets)).toBe(true);
    expect(same(read.history.items, users.history.items)).toBe(true);
    expect(same(read.history.times, users.history.times)).toBe(true);
    expect(same(read.ids, users.ids)).toBe(true);
    expect(same(read.columns.age, users.columns.age)).toBe(true);
  });
}, 30_000);

it('reads every type of value as it was, and missing ones as null', async () => {
  await withFolder(async (folder) => {
    const columns = {
      text: ['', 'é\u0000', null],
      number: [Number.NaN, -0, 1e300],
      flag: [true, null, false],
      texts: [['a', ''], [], null],
      numbers: [[1, 2.5], [], [3]],
      mixed: [1, 'a', true],
      nested: [[[1], 'a'], [], null],
      missing: [undefined, null, undefined],
    };
    const file = join(folder, 'items.arrow');
    await writeItems(file, { ids: ['a', 'b', 'c'], columns, popularity: Float64Array.of(1, 0.5, 0) });
    expect(await readItems(file, await readFile(file))).toEqual({
      ids: ['a', 'b', 'c'],
      columns: { ...columns, missing: [null, null, null] },
      popularity: Float64Array.of(1, 0.5, 0),
    });
    await expect(readItems(file, Buffer.from('no arrow file'))).rejects.toThrow(StoreError);
  });
});

it('keeps histories without times, and refuses lists that do not fit', async () => {
  await withFolder(async (folder) => {
    const file = join(folder, 'users.arrow');
    const history = {
      offsets: Int32Array.of(0, 2),
      items: Int32Array.of(1, 0),
      times: Float64Array.of(Number.NaN, Number.NaN),
    };
    await writeUsers(file, { ids: ['u'], columns: {}, history });
    expect((await readUsers(file, await readFile(file))).history).toEqual(history);
    const short = { ...history, times: new Float64Array(1) };
    await expect(writeUsers(file, { ids: ['u'], columns: {}, history: short })).rejects.toThrow(
      /history\.times/,
    );
  });
});
