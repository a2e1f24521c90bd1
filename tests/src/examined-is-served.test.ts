import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { emptyEvents, memoryDataset } from '@twotower/features';
import { type ConfigInput, parseConfig } from '@twotower/schema';
import { RecallEngine } from '@twotower/serving';
import { openStore } from '@twotower/store';
import { loadEngine, train } from '@twotower/trainer';
import { describe, expect, it } from 'vitest';

const users = 40;
const items = 30;
/** These are in no event before the cut-off; those from `silent` on have no features that say anything either. */
const newUsers = 30;
const silentUsers = 36;
const untrainedItems = 22;
const silentItems = 26;
const day = 86_400_000;
const devices = ['phone', 'tv'];

/** Users of three countries take the items of their own most; each of `from` to below `to` its events from the `first` on. */
function part([from, to]: readonly [number, number], perUser: number, first: number) {
  const events = emptyEvents((to - from) * perUser, { context: { device: new Int32Array(0) } });
  for (let e = 0; e < events.length; e++) {
    const user = from + Math.floor(e / perUser);
    const n = first + (e % perUser);
    events.user[e] = user;
    events.item[e] = n % 3 === 2 ? (user * n) % untrainedItems : ((user % 3) + 3 * (user + 2 * n)) % 21;
    events.time[e] = n * day;
    events.offset[e] = e;
    events.weight[e] = 1;
    events.positive[e] = 1;
    events.context.device[e] = (user + n) % 2;
  }
  return memoryDataset({
    users: {
      ids: Array.from({ length: users }, (_, u) => `u${u}`),
      columns: { country: Array.from({ length: users }, (_, u) => (u < silentUsers ? `c${u % 3}` : null)) },
    },
    items: {
      ids: Array.from({ length: items }, (_, i) => `i${i}`),
      columns: {
        genre: Array.from({ length: items }, (_, i) => (i < silentItems ? `g${i % 3}` : 'unheard of')),
      },
    },
    types: [],
    dictionaries: { device: devices },
    events,
  });
}

const split = {
  kind: 'files',
  train: part([0, newUsers], 6, 0),
  validation: part([0, users], 2, 6),
  test: part([0, 0], 0, 0),
};
const history = { recent: { kind: 'history', length: 4 } } as const;
const country = { country: { kind: 'categorical' } } as const;
const withContext = { device: { kind: 'categorical' } } as const;

interface Case {
  readonly user?: ConfigInput['schema']['user']['features'];
  readonly context?: ConfigInput['schema']['context'];
  readonly useId?: boolean;
  readonly scores?: Pick<ConfigInput, 'prior' | 'calibration' | 'index'>;
  readonly sources: readonly string[];
}

const cases: Record<string, Case> = {
  'an ID, features, a history': {
    user: { ...country, ...history },
    sources: ['model', 'features', 'popularity'],
  },
  'no IDs, a history': { user: history, useId: false, sources: ['session', 'popularity'] },
  'no IDs, and no history that the tower reads': { useId: false, sources: ['session', 'popularity'] },
  'a context': { user: history, context: withContext, sources: ['model', 'features'] },
  'a prior that fades': {
    user: { ...country, ...history },
    scores: { prior: { halfLife: '1d', weight: 0.2 }, calibration: 'none' },
    sources: ['model', 'features', 'popularity'],
  },
  'aggregation and a prior': {
    user: history,
    useId: false,
    scores: { prior: { weight: 0.05 }, calibration: { aggregation: 0.4, norm: 0.5 } },
    sources: ['session', 'popularity'],
  },
  'aggregation and a prior over lists': {
    scores: {
      prior: { weight: 0.05 },
      calibration: { aggregation: 0.4 },
      index: { kind: 'ivf', lists: 4, probes: 4 },
    },
    sources: ['model', 'popularity'],
  },
  'aggregation and a prior over a graph': {
    scores: {
      prior: { weight: 0.05 },
      calibration: { aggregation: 0.4 },
      index: { kind: 'hnsw', ef: 100 },
    },
    sources: ['model', 'popularity'],
  },
};

describe('an examined user gets from the engine, item by item, what was examined', () => {
  it.each(Object.entries(cases))(
    '%s',
    async (_, { user = {}, context = {}, useId = true, scores, sources }) => {
      const config = parseConfig({
        schema: {
          user: { id: 'user', features: user },
          item: { id: 'item', features: { genre: { kind: 'categorical' } } },
          context,
          event: { time: 'time' },
        },
        data: { events: 'log.csv' },
        model: { dim: 8, user: { useId } },
        training: { epochs: 3, batchSize: 32, workers: 1 },
        evaluation: { k: [items], baselines: [] },
        prior: 'none',
        calibration: 'none',
        ...scores,
      });
      const folder = await mkdtemp(join(tmpdir(), 'twotower-examined-'));
      const store = await openStore(folder);
      try {
        const lists = new Map<number, string[]>();
        const { manifest } = await train({
          engine: await loadEngine('auto'),
          config,
          split,
          store,
          refit: false,
          onRanked: (name, { user: ranked, ranking }) => {
            if (name === 'two-tower')
              lists.set(
                ranked,
                Array.from(ranking, (item) => `i${item}`),
              );
          },
        });
        const engine = await RecallEngine.open({ store, bundleId: manifest.id });
        const found = new Set<string>();
        for (const [ranked, list] of lists) {
          const answer = engine.recall({
            userId: `u${ranked}`,
            k: items,
            ...(context.device && { context: { device: devices[ranked % 2] } }),
          });
          found.add(answer.source);
          expect(
            answer.items.map(({ itemId }) => itemId),
            `u${ranked}, ${answer.source}`,
          ).toEqual(list);
          // What nobody took and nothing is known of is there, behind all else.
          expect(list.slice(-(items - silentItems)).toSorted()).toEqual(['i26', 'i27', 'i28', 'i29']);
        }
        expect(lists.size).toBeGreaterThan(users / 2);
        expect([...found].toSorted()).toEqual(sources.toSorted());
      } finally {
        await store.close();
        await rm(folder, { recursive: true });
      }
    },
  );
});
