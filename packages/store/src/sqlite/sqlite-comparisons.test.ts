import { expect, it } from 'vitest';
import { withFolder } from '../../test/with-folder.ts';
import type { Comparisons } from '../comparisons/comparisons.ts';
import { openStore } from '../store.ts';

async function withComparisons(use: (comparisons: Comparisons) => Promise<void>): Promise<void> {
  await withFolder(async (folder) => {
    const store = await openStore(folder);
    await use(store.comparisons);
    await store.close();
  });
}

const asked = { treatment: 'candidate', share: 0.5, startedBy: 'command' } as const;

it('runs one at a time, and keeps what has ended', async () => {
  await withComparisons(async (comparisons) => {
    const first = await comparisons.start({ kind: 'ab', ...asked });
    await expect(comparisons.start({ kind: 'shadow', ...asked })).rejects.toThrow('a comparison is running');
    expect(await comparisons.running()).toEqual(first);
    expect(await comparisons.end(first.id)).toBe(true);
    expect(await comparisons.end(first.id)).toBe(false);
    expect(await comparisons.running()).toBeUndefined();
    const second = await comparisons.start({ kind: 'shadow', ...asked });
    expect((await comparisons.list(10)).map(({ id }) => id)).toEqual([second.id, first.id]);
    expect((await comparisons.get(first.id))?.endedAt).toBeDefined();
    expect(await comparisons.get('none')).toBeUndefined();
  });
});

it('counts of each user the requests and those that somebody reacted to, each once', async () => {
  await withComparisons(async (comparisons) => {
    const { id } = await comparisons.start({ kind: 'ab', ...asked });
    await comparisons.expose(id, [
      { requestId: 'r1', userId: 'a', arm: 'control' },
      { requestId: 'r2', userId: 'a', arm: 'control' },
      { requestId: 'r3', userId: 'b', arm: 'treatment' },
    ]);
    await comparisons.expose(id, [{ requestId: 'r4', userId: 'c', arm: 'treatment' }]);
    const reactions = [
      { requestId: 'r1', userId: 'a', itemId: 'i' },
      { requestId: 'r1', userId: 'a', itemId: 'j' },
      { requestId: 'r3', userId: 'somebody else', itemId: 'i' },
      { requestId: 'unknown', userId: 'a', itemId: 'i' },
    ];
    await comparisons.react(id, reactions);
    await comparisons.react(id, reactions);
    const sums = [
      {
        arm: 'control',
        ...{ users: 1, requests: 2, counted: 2, countedSquares: 4 },
        ...{ value: 1, valueSquares: 1, products: 2 },
      },
      {
        arm: 'treatment',
        ...{ users: 2, requests: 2, counted: 2, countedSquares: 2 },
        ...{ value: 0, valueSquares: 0, products: 0 },
      },
    ];
    expect(await comparisons.sums(id)).toEqual(sums);
    await comparisons.end(id);
    await comparisons.expose(id, [{ requestId: 'r5', userId: 'd', arm: 'control' }]);
    await comparisons.react(id, [{ requestId: 'r2', userId: 'a', itemId: 'i' }]);
    expect(await comparisons.sums(id)).toEqual(sums);
  });
});

it('gives an interleaved answer to whose items were reacted to, and to nobody where both were', async () => {
  await withComparisons(async (comparisons) => {
    const { id } = await comparisons.start({ kind: 'interleave', ...asked });
    const teams = { control: ['c1', 'c2'], treatment: ['t1'] };
    await comparisons.expose(
      id,
      ['r1', 'r2', 'r3', 'r4'].map((requestId) => ({ requestId, userId: 'a', arm: 'both', teams })),
    );
    const react = (requestId: string, ...items: string[]) =>
      comparisons.react(
        id,
        items.map((itemId) => ({ requestId, userId: 'a', itemId })),
      );
    await react('r1', 't1');
    await react('r2', 'c2');
    await react('r3', 'not shown');
    const [one] = await comparisons.sums(id);
    expect(one).toMatchObject({ arm: 'both', users: 1, requests: 4, counted: 2, value: 0 });
    await react('r4', 't1');
    await react('r2', 't1');
    const [two] = await comparisons.sums(id);
    expect(two).toMatchObject({ counted: 3, value: 2, valueSquares: 4, products: 6, countedSquares: 9 });
  });
});

it('adds up how much a shadow agrees, and forgets who is erased', async () => {
  await withComparisons(async (comparisons) => {
    const { id } = await comparisons.start({ kind: 'shadow', ...asked });
    await comparisons.expose(id, [
      { requestId: 'r1', userId: 'a', arm: 'both', overlap: 0.25 },
      { requestId: 'r2', userId: 'b', arm: 'both', overlap: 0.75 },
    ]);
    expect(await comparisons.sums(id)).toMatchObject([{ users: 2, counted: 2, value: 1 }]);
    await comparisons.erase('a');
    expect(await comparisons.sums(id)).toMatchObject([{ users: 1, counted: 1, value: 0.75 }]);
  });
});
