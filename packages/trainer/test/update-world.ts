import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Random, seededRandom } from '@twotower/core';
import { loadEngine } from '@twotower/core/train';
import { type Dataset, emptyEvents, memoryDataset } from '@twotower/features';
import { type Config, type ConfigInput, parseConfig } from '@twotower/schema';
import { type EventBatch, type EventLog, type NewEvent, openStore, type Store } from '@twotower/store';
import { train } from '../src/publish/train.ts';
import type { LogRange, Notch, ReadLog } from '../src/update/read-log.ts';
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
      tools: { learner: towerLearner(engine), config, store, read: readFrom(store.events) },
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
  const all = datasetOf(events.map((event, offset) => ({ ...event, type: 'click', offset })));
  const none = datasetOf([], all);
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

interface PlacedEvent extends Pick<NewEvent, 'user' | 'item' | 'type' | 'time' | 'weight'> {
  readonly offset: number;
}

/** A dataset of events, with all items of the world and all further ones. @param like whose users and items are taken */
function datasetOf(placed: readonly PlacedEvent[], like?: Dataset): Dataset {
  const userIds = like?.users.ids ?? [...new Set(placed.map(({ user }) => user))];
  const catalogue = Array.from({ length: ITEMS }, (_, i) => `i${i}`);
  const itemIds = like?.items.ids ?? [...new Set([...catalogue, ...placed.map(({ item }) => item)])];
  const types = [...new Set(['click', ...placed.map(({ type }) => type)])];
  const sorted = [...placed].sort((a, b) => (a.time ?? 0) - (b.time ?? 0) || a.offset - b.offset);
  const events = emptyEvents(sorted.length, { context: {} });
  sorted.forEach(({ user, item, type, time, weight, offset }, e) => {
    events.user[e] = userIds.indexOf(user);
    events.item[e] = itemIds.indexOf(item);
    events.time[e] = time ?? Number.NaN;
    events.weight[e] = weight ?? 1;
    events.offset[e] = offset;
    events.type[e] = types.indexOf(type);
    events.positive[e] = type === 'click' ? 1 : 0;
  });
  const genreOf = (id: string) => (/^[in]\d+$/.test(id) ? `g${Number(id.slice(1)) % 2}` : null);
  return memoryDataset({
    users: { ids: userIds, columns: {} },
    items: { ids: itemIds, columns: { genre: itemIds.map(genreOf) } },
    types,
    dictionaries: {},
    events,
  });
}

/** Reads the log without files of users and items. @param batch events between two notches */
export function readFrom(log: Pick<EventLog, 'read'>, batch = 50): ReadLog {
  return async (ranges) => {
    const placed: PlacedEvent[] = [];
    const notches: Notch[] = [];
    let arrived = Number.NEGATIVE_INFINITY;
    for (const range of ranges) {
      for await (const read of log.read({ ...range, batch })) {
        placed.push(...eventsOf(read));
        arrived = Math.max(arrived, ...read.arrivals);
        notches.push({ position: read.next, offset: read.offsets[read.length - 1] + 1 });
      }
      endAt(range, notches);
    }
    return {
      events: placed.length,
      arrived,
      notches,
      ...(placed.length > 0 && { dataset: datasetOf(placed) }),
    };
  };
}

function endAt({ to }: LogRange, notches: Notch[]): void {
  const last = notches.at(-1);
  if (last?.position !== to) notches.push({ position: to, offset: last?.offset ?? Number.NEGATIVE_INFINITY });
}

function eventsOf({ length, offsets, users, items, types, times, weights }: EventBatch): PlacedEvent[] {
  return Array.from({ length }, (_, e) => ({
    offset: offsets[e],
    user: users[e],
    item: items[e],
    type: types[e],
    ...(!Number.isNaN(times[e]) && { time: times[e] }),
    weight: weights[e],
  }));
}
