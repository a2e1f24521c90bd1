import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Random, seededRandom } from '@twotower/core';
import { loadEngine } from '@twotower/core/train';
import type { Entities } from '@twotower/features';
import { type Config, type ConfigInput, parseConfig } from '@twotower/schema';
import { type NewEvent, openStore, type Store } from '@twotower/store';
import { train } from '../src/publish/train.ts';
import { placedDataset, plainReader } from '../src/update/protocol/plain-reader.ts';
import type { UpdateTools } from '../src/update/resume-increment.ts';
import { towerLearner } from '../src/update/tower-learner.ts';

export const engine = await loadEngine('auto');
export const DAY = 86_400_000;
/** When the trained log ends. */
export const began = Date.UTC(2024, 0, 10);
export const USERS = 40;
export const ITEMS = 20;

/** A store with a champion of two groups of users, and an event log that goes on. */
export interface World {
  readonly store: Store;
  readonly tools: UpdateTools;
  /** Takes events in; without a type they are clicks. */
  post(events: readonly (Omit<NewEvent, 'type'> & { readonly type?: string })[]): Promise<void>;
}

/** Lends such a world for the time of a test. */
export async function inWorld(
  task: (world: World) => Promise<void>,
  more: Partial<ConfigInput> = {},
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'twotower-update-'));
  try {
    const store = await openStore(folder);
    const config = worldConfig(more);
    await trainChampion(store, config);
    await task({
      store,
      tools: { learner: towerLearner(engine), config, store, read: plainReader(store.events, itemsOf, 50) },
      async post(events) {
        await store.events.append(events.map((event) => ({ type: 'click', ...event })));
      },
    });
    await store.close();
  } finally {
    await rm(folder, { recursive: true });
  }
}

export function worldConfig(more: Partial<ConfigInput> = {}): Config {
  return parseConfig({
    schema: {
      user: { id: 'user', features: { recent: { kind: 'history', length: 5, of: 'earlier' } } },
      item: { id: 'item', features: { genre: { kind: 'categorical' } } },
      event: { type: 'type', time: 'time' },
    },
    data: { events: 'log.csv', repeats: 'keep' },
    evaluation: { k: [5], seen: 'keep', baselines: [] },
    index: { kind: 'exact' },
    negatives: [{ kind: 'in-batch' }, { kind: 'uniform', count: 8 }],
    ...more,
    model: { dim: 8, ...more.model },
    training: { batchSize: 64, workers: 1, epochs: 6, earlyStopping: 9, ...more.training },
  });
}

async function trainChampion(store: Store, config: Config): Promise<void> {
  const random = seededRandom(3);
  const events = Array.from({ length: USERS * 12 }, (_, e) =>
    groupClick(e % USERS, random, began - DAY + e * 1000),
  );
  const placed = events.map((event, offset) => ({ ...event, type: 'click', offset }));
  const all = placedDataset(placed, itemsOf);
  const none = placedDataset([], itemsOf, all);
  const { manifest } = await train({
    engine,
    config,
    split: { kind: 'random', train: all, validation: none, test: none },
    store,
    cutOff: { position: (await store.events.extent()).end, newestTime: began, files: [] },
  });
  await store.aliases.set('champion', manifest.id);
}

/** Users click within their group: even ones on even items. */
export function groupClick(user: number, random: Random, time: number) {
  return { user: `u${user}`, item: `i${(user % 2) + 2 * random.integer(ITEMS / 2)}`, time };
}

/** So many clicks of known users, from a time on. */
export function clicks(count: number, seed: number, from: number) {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, e) => groupClick(random.integer(USERS), random, from + e * 1000));
}

/** All items of the world and those that occur, each of the group that its number says. */
function itemsOf(occurring: readonly string[]): Entities {
  const ids = [...new Set([...Array.from({ length: ITEMS }, (_, i) => `i${i}`), ...occurring])];
  const genreOf = (id: string) => (/^[in]\d+$/.test(id) ? `g${Number(id.slice(1)) % 2}` : null);
  return { ids, columns: { genre: ids.map(genreOf) } };
}
