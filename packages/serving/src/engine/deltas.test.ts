import { appendFile, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { seededRandom } from '@twotower/core';
import type { BundleContent } from '@twotower/store';
import { describe, expect, it } from 'vitest';
import { smallBundle } from '../../test/small-bundle.ts';
import { smallDelta } from '../../test/small-delta.ts';
import { idsOf, promoted, served, withStore } from '../../test/small-store.ts';
import { RecallEngine } from './recall-engine.ts';

const asks = [
  { userId: 'u4', k: 40, excludeSeen: false },
  { userId: 'u2', k: 7 },
  { userId: 'u1', k: 40 },
  { history: ['i3', 'i9'], k: 12 },
  { k: 5 },
];
const answersOf = (engine: RecallEngine) => asks.map((ask) => engine.recall(ask).items);

function row(seed: number): number[] {
  const random = seededRandom(seed);
  return Array.from({ length: 8 }, () => Math.fround(0.1 * random.normal()));
}

/** The bundle as if it had been trained with these rows, for IDs and items that it knows. */
function baked(
  content: BundleContent,
  { users, items, vectors }: Record<'users' | 'items' | 'vectors', Record<string, number[]>>,
): BundleContent {
  const tables = { ...content.tables };
  for (const [side, rows] of [
    ['user', users],
    ['item', items],
  ] as const) {
    const ids: string[] = JSON.parse(content.features[`${side}-ids.json`]);
    const { shape, data } = tables[`${side}-ids`];
    const changed = Float32Array.from(data as Float32Array);
    for (const [id, values] of Object.entries(rows)) changed.set(values, (ids.indexOf(id) + 1) * 8);
    tables[`${side}-ids`] = { shape, data: changed };
  }
  const itemVectors = content.itemVectors.slice();
  for (const [id, values] of Object.entries(vectors)) {
    itemVectors.set(values, content.items.ids.indexOf(id) * 8);
  }
  const published = content.ranking?.published?.slice();
  for (const [id, values] of Object.entries(vectors)) {
    const at = content.items.ids.indexOf(id) * 8;
    if (published === undefined) continue;
    // What aggregation added stays; a delta says what is published.
    for (let c = 0; c < 8; c++)
      itemVectors[at + c] = values[c] - (published[at + c] - content.itemVectors[at + c]);
    published.set(values, at);
  }
  return {
    ...content,
    tables,
    itemVectors,
    ...(content.ranking && { ranking: { ...content.ranking, ...(published && { published }) } }),
  };
}

describe('a delta', () => {
  it.each([
    ['plain vectors', {}],
    ['aggregation', { aggregation: 0.3 }],
    ['aggregation and a prior', { aggregation: 0.2, prior: { weight: 0.1, halfLife: '2d' } }],
    ['lists', { config: { index: { kind: 'ivf', lists: 3, probes: 3 } } } as const],
  ])('answers as a bundle would that was trained with its rows: %s', async (_, options) => {
    const content = await smallBundle(options);
    const changes = {
      users: { u4: row(1), u2: row(2) },
      items: { i12: row(3), i19: row(4) },
      vectors: { i12: row(5), i30: row(6), i0: row(7) },
    };
    await withStore(async (store) => {
      const { id, engine } = await served(store, content);
      const before = answersOf(engine);
      await store.deltas.write(smallDelta(id, 0, changes));
      await engine.apply(await store.deltas.open(id, 1));
      const after = answersOf(engine);
      expect(after).not.toEqual(before);
      await withStore(async (other) => {
        const whole = await served(other, baked(content, changes));
        after.forEach((items, i) => {
          const wanted = answersOf(whole.engine)[i];
          expect(idsOf({ items })).toEqual(idsOf({ items: wanted }));
          items.forEach(({ score }, rank) => {
            expect(score).toBeCloseTo(wanted[rank].score, 5);
          });
        });
        expect(idsOf(engine.similar('i12', 39))).toEqual(idsOf(whole.engine.similar('i12', 39)));
      });
    });
  });

  it('brings users and items that the bundle does not know', async () => {
    await withStore(async (store) => {
      const { id, engine } = await served(store, await smallBundle({ features: false }));
      expect(engine.recall({ userId: 'ann', k: 1 }).source).toBe('popularity');
      const vector = engine.recall({ userId: 'u4', k: 1, explain: true });
      expect(vector.source).toBe('model');
      await store.deltas.write(
        smallDelta(id, 0, {
          users: { ann: row(1) },
          items: { fresh: row(2) },
          vectors: { fresh: row(3).map((x) => 10 * x) },
        }),
      );
      await store.aliases.set('champion', id, 1);
      expect(await engine.refresh()).toBe(true);
      const answer = engine.recall({ userId: 'ann', k: 41 });
      expect(answer).toMatchObject({ source: 'model', deltaSequence: 1 });
      expect(idsOf(answer)).toContain('fresh');
      expect(engine.info()).toMatchObject({ items: 41, deltaSequence: 1 });
      expect(engine.similar('fresh', 3).items).toHaveLength(3);
      // In the history of whoever names it, its row counts.
      const [with0, without] = [['fresh'], ['none']].map((history) =>
        engine.recall({ userId: 'ann', history, k: 5, excludeSeen: false }),
      );
      expect(with0.items).not.toEqual(without.items);
      // Of what it has no column for it misses every condition.
      const drama = { field: 'genres', op: 'contains', value: 'Drama' } as const;
      expect(idsOf(engine.recall({ userId: 'ann', k: 41, filter: drama }))).not.toContain('fresh');
      expect(idsOf(engine.recall({ userId: 'ann', k: 41, filter: { not: drama } }))).toContain('fresh');
    });
  });

  it('takes away what it names, for as long as no later one brings it back', async () => {
    await withStore(async (store) => {
      const { id, engine } = await served(store, await smallBundle({ features: false }));
      await store.deltas.write(smallDelta(id, 0, { removed: { items: ['i5', 'none'], users: ['u4'] } }));
      await store.deltas.write(smallDelta(id, 1, { vectors: { i5: row(1) }, users: { u4: row(2) } }));
      await store.aliases.set('champion', id, 1);
      await engine.refresh();
      expect(idsOf(engine.recall({ history: ['i1'], k: 40 }))).not.toContain('i5');
      expect(idsOf(engine.recall({ k: 40 }))).not.toContain('i5');
      expect(() => engine.similar('i5', 3)).toThrow('no item "i5"');
      expect(engine.recall({ userId: 'u4', k: 1 }).source).toBe('popularity');
      expect(engine.user('u4')).toMatchObject({ known: false, history: [] });
      await store.aliases.set('champion', id, 2);
      await engine.refresh();
      expect(idsOf(engine.recall({ k: 40 }))).toContain('i5');
      expect(engine.recall({ userId: 'u4', k: 1 }).source).toBe('model');
      // What was forgotten stays so.
      expect(engine.user('u4').history).toEqual([]);
    });
  });

  it('moves the prior, also of items that are yet to come', async () => {
    await withStore(async (store) => {
      const { id, engine } = await served(store, await smallBundle({ prior: { weight: 1 } }));
      await store.deltas.write(smallDelta(id, 0, { prior: { i7: -0.01, late: -0.02 }, watermark: 1e12 }));
      await store.deltas.write(smallDelta(id, 1, { vectors: { late: row(1) } }));
      await store.aliases.set('champion', id, 2);
      await engine.refresh();
      expect(idsOf(engine.recall({ k: 2 }))).toEqual(['i7', 'late']);
      expect(idsOf(engine.recall({ userId: 'u1', k: 2 })).toSorted()).toEqual(['i7', 'late']);
      expect(engine.recall({ k: 2 }).items[0].score).toBe(1);
    });
  });
});

describe('deltas in sequence', () => {
  it('are refused over a gap, twice and of another bundle, and what was served stays', async () => {
    await withStore(async (store) => {
      const other = await promoted(store, await smallBundle({ seed: 2 }));
      const { id, engine } = await served(store, await smallBundle());
      await store.deltas.write(smallDelta(id, 0, { vectors: { i1: row(1) } }));
      await store.deltas.write(smallDelta(id, 1, { vectors: { i1: row(2) } }));
      await store.deltas.write(smallDelta(other, 0));
      await expect(engine.apply(await store.deltas.open(id, 2))).rejects.toThrow(/apply those between first/);
      await engine.apply(await store.deltas.open(id, 1));
      const answers = answersOf(engine);
      await expect(engine.apply(await store.deltas.open(id, 1))).rejects.toThrow(/is applied already/);
      await expect(engine.apply(await store.deltas.open(other, 1))).rejects.toThrow(/is of bundle/);
      await store.deltas.write({
        ...smallDelta(id, 2),
        vectors: { ids: ['i1'], width: 3, values: new Float32Array(3) },
      });
      await engine.apply(await store.deltas.open(id, 2));
      await expect(engine.apply(await store.deltas.open(id, 3))).rejects.toThrow(
        /delta 3 of bundle .*: vectors are rows of 3, not of 8/,
      );
      expect(answersOf(engine)).not.toEqual(answers);
      expect(engine.info().deltaSequence).toBe(2);
    });
  });

  it('give after a restart, and to a server that was away, what they gave one by one', async () => {
    await withStore(async (store) => {
      const { id, engine } = await served(
        store,
        await smallBundle({ prior: { weight: 0.1 }, aggregation: 0.2 }),
      );
      for (let n = 0; n < 6; n++) {
        const change = {
          users: { [`u${n}`]: row(n), [`new${n % 2}`]: row(10 + n) },
          items: { [`i${n}`]: row(20 + n), [`fresh${n % 3}`]: row(30 + n) },
          vectors: { [`i${n}`]: row(40 + n), [`fresh${n % 3}`]: row(50 + n) },
          prior: { [`i${n}`]: -1 - n },
          removed: { items: [`i${39 - n}`] },
          watermark: 1e12 + n,
        };
        await store.deltas.write(smallDelta(id, n, change));
        await engine.apply(await store.deltas.open(id, n + 1));
      }
      await engine.idle();
      await store.aliases.set('champion', id, 6);
      const again = await RecallEngine.open({ store });
      expect(answersOf(again)).toEqual(answersOf(engine));
      expect(again.info()).toMatchObject({ deltaSequence: 6, watermark: 1e12 + 5, items: 37 });
    });
  });

  it('go back with the alias, without the bundle being read again', async () => {
    await withStore(async (store) => {
      const id = await promoted(store, await smallBundle());
      let deltaSequence = 0;
      const target = () => ({ name: 'champion', bundleId: id, deltaSequence, setAt: '' });
      const aliases = { ...store.aliases, get: async () => target() };
      const engine = await RecallEngine.open({ store: { ...store, aliases } });
      const answers = [answersOf(engine)];
      for (deltaSequence of [1, 2]) {
        const vectors = { i1: row(deltaSequence), i2: row(5 + deltaSequence) };
        await store.deltas.write(smallDelta(id, deltaSequence - 1, { vectors }));
        await engine.refresh();
        answers.push(answersOf(engine));
      }
      await writeFile(join(store.folder, 'bundles', id, 'config.json'), '');
      for (deltaSequence of [1, 0, 2]) {
        expect(await engine.refresh()).toBe(true);
        expect(answersOf(engine)).toEqual(answers[deltaSequence]);
      }
    });
  });

  it.each(['ids.json', 'rows.safetensors', 'manifest.json'])(
    'stop at one whose %s was changed, and those before it stay',
    async (file) => {
      await withStore(async (store) => {
        const { id, engine } = await served(store, await smallBundle());
        for (const n of [0, 1]) await store.deltas.write(smallDelta(id, n, { vectors: { i1: row(n) } }));
        await store.aliases.set('champion', id, 2);
        const path = join(store.folder, 'deltas', id, '00000002', file);
        await appendFile(path, 'x');
        const notices: string[] = [];
        const lone = await RecallEngine.open({ store, onNotice: (line) => notices.push(line) });
        await engine.refresh();
        for (const one of [engine, lone]) {
          expect(one.recall({ k: 1 }).deltaSequence).toBe(1);
          expect(one.behind).toContain(file);
          expect(one.behind).toMatch(new RegExp(`bundle ${id} with delta 1 is served`));
        }
        expect(notices.at(-1)).toBe(lone.behind);
        expect(answersOf(lone)).toEqual(answersOf(engine));
      });
    },
  );
});

it('a bundle with a changed byte in any file that answering needs is refused by that file’s name', async () => {
  await withStore(async (store) => {
    const { id: first, engine } = await served(store, await smallBundle({ prior: { weight: 0.1 } }));
    const second = await promoted(store, await smallBundle({ seed: 2, prior: { weight: 0.1 } }));
    const folder = join(store.folder, 'bundles', second);
    const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) =>
      entry.isFile(),
    );
    for (const { parentPath, name } of files) {
      if (parentPath.includes('optimizer')) continue;
      const path = join(parentPath, name);
      const bytes = await readFile(path);
      const changed = Buffer.from(bytes);
      changed[Math.floor(bytes.length / 2)] ^= 1;
      await writeFile(path, changed);
      const fresh = await RecallEngine.open({ store });
      expect(fresh.behind ?? fresh.unready, path).toContain(name);
      expect(fresh.recall({ k: 1 }).bundleId).toBe(first);
      await writeFile(path, bytes);
    }
    expect(await engine.refresh()).toBe(true);
    expect(engine.recall({ k: 1 }).bundleId).toBe(second);
  });
});
