import { createModel, encodeTower, modelTensors, seededRandom } from '@twotower/core';
import {
  encodeEntities,
  fadingCounts,
  fitFeatures,
  logPrior,
  type RawValue,
  saveFeatures,
  selectItems,
} from '@twotower/features';
import { buildIndex } from '@twotower/index';
import { type ConfigInput, configSchema, milliseconds } from '@twotower/schema';
import type { BundleContent } from '@twotower/store';

export interface SmallBundleOptions {
  readonly seed?: number;
  readonly items?: number;
  readonly users?: number;
  /** Whether the user tower reads the history; default true. */
  readonly history?: boolean;
  /** Whether users have features; default true. */
  readonly features?: boolean;
  /** Whether the user tower reads the request's device and the hour of the event's time; default false. */
  readonly context?: boolean;
  /** How popular items are as a term of the score: what they had by {@link lastDay}, as it has faded. */
  readonly prior?: { readonly weight: number; readonly halfLife?: string };
  /** How much users get of their items and items of their users. */
  readonly aggregation?: number;
  /** What the config says beside all this. */
  readonly config?: Partial<Pick<ConfigInput, 'data' | 'index'>> & {
    readonly schema?: object;
    readonly item?: object;
  };
  readonly cutOff?: BundleContent['cutOff'];
}

/** The day of the last positive of every user, the one before it a day earlier, and so on; in milliseconds since 1970. */
export const lastDay = Date.UTC(2026, 5, 1);
const day = 86_400_000;

const genres = ['Drama', 'Comedy', 'Western', 'Drama|Comedy', null];

/** An untrained model over `i0..` and `u0..`: user u of an even number had 1 + u % 5 items, the odd ones none. */
export async function smallBundle(options: SmallBundleOptions = {}): Promise<BundleContent> {
  const { seed = 1, items: itemCount = 40, users: userCount = 12 } = options;
  const { history = true, features = true, context = false } = options;
  const { prior, aggregation = 0, config: more = {}, cutOff } = options;
  const config = configSchema.parse({
    name: 'small',
    schema: {
      ...(more.schema ?? {}),
      user: {
        id: 'user_id',
        features: {
          ...(features
            ? { age: { kind: 'numeric' }, group: { kind: 'categorical', column: 'country' } }
            : {}),
          ...(history ? { recent: { kind: 'history', length: 3 } } : {}),
        },
      },
      item: {
        id: 'item_id',
        features: { genres: { kind: 'categories' }, year: { kind: 'numeric' } },
        attributes: ['title', 'genres', 'year'],
        ...(more.item ?? {}),
      },
      ...(context && {
        context: {
          device: { kind: 'categorical', column: 'client' },
          hour: { kind: 'time', column: 'timestamp' },
        },
        event: { time: 'timestamp' },
      }),
    },
    data: { events: 'events.csv', ...more.data },
    index: more.index ?? { kind: 'exact' },
    prior: prior ?? 'none',
    calibration: aggregation === 0 ? 'none' : { aggregation },
  });
  const items = {
    ids: names('i', itemCount),
    columns: {
      title: names('Film ', itemCount),
      genres: Array.from({ length: itemCount }, (_, i) => genres[i % genres.length]),
      year: Array.from({ length: itemCount }, (_, i): RawValue => (i % 7 === 6 ? null : 1980 + (i % 11))),
      colour: Array.from({ length: itemCount }, (_, i) => i % 2 === 0),
    },
  };
  const users = {
    ids: names('u', userCount),
    columns: {
      age: Array.from({ length: userCount }, (_, u) => 20 + u),
      country: Array.from({ length: userCount }, (_, u) => ['NO', 'IT', 'PE'][u % 3]),
    },
  };
  const pairs = users.ids.flatMap((_, u) =>
    u % 2 === 1
      ? []
      : Array.from({ length: 1 + (u % 5) }, (_, n) => ({
          u,
          item: (u * 3 + n * 7) % itemCount,
          time: lastDay - ((u % 5) - n) * day,
        })),
  );
  const popularity = new Float64Array(itemCount);
  for (const { item } of pairs) popularity[item]++;
  const fitted = fitFeatures(config.schema, {
    users,
    items,
    trainUsers: Uint8Array.from(users.ids, (_, u) => (u % 2 === 0 ? 1 : 0)),
    trainItems: Uint8Array.from(popularity, (count) => (count > 0 ? 1 : 0)),
    context: { client: () => ['phone', 'tv', 'phone'] },
  });
  const model = createModel({
    dim: 8,
    tables: fitted.tables,
    user: { inputs: fitted.user.inputs, hidden: [16] },
    item: { inputs: fitted.item.inputs, hidden: [] },
    seed,
  });
  const all = selectItems(encodeEntities(fitted.item, items), Int32Array.from(items.ids.keys()));
  const itemVectors = encodeTower(model, 'item', all);
  const { dense, tables } = modelTensors(model);
  const random = seededRandom(seed + 1);
  const published = aggregation === 0 ? undefined : itemVectors.map((x) => x + aggregation * random.normal());
  const halfLife = prior?.halfLife === undefined ? undefined : milliseconds(prior.halfLife);
  const columns = {
    item: Int32Array.from(pairs, ({ item }) => item),
    time: Float64Array.from(pairs, ({ time }) => time),
    length: pairs.length,
  };
  const fading = halfLife === undefined ? undefined : { moment: lastDay + 1, halfLife };
  const shares = prior && logPrior(fadingCounts(itemCount, [columns], fading));
  const index = await buildIndex(published ?? itemVectors, model.dim, config.index, {
    bias: shares?.map((share) => (prior?.weight ?? 0) * share),
  });
  const offsets = Int32Array.from(
    { length: userCount + 1 },
    (_, end) => pairs.filter(({ u }) => u < end).length,
  );
  return {
    kind: 'train',
    seed,
    config,
    features: saveFeatures(fitted),
    dense,
    tables,
    learner: { meta: {}, tensors: {} },
    itemVectors,
    dim: model.dim,
    ...((shares || published) && {
      ranking: {
        told: new Uint8Array(itemCount).fill(1),
        ...(shares && { prior: shares }),
        ...(published && { published }),
      },
    }),
    ...(cutOff && { cutOff }),
    saveIndex: (folder) => index.save(folder),
    items: { ...items, popularity },
    users: {
      ...users,
      history: {
        offsets,
        items: Int32Array.from(pairs, ({ item }) => item),
        times: columns.time,
      },
    },
    metrics: {
      protocol: {
        split: 'random',
        part: 'validation',
        seen: 'mask',
        users: userCount,
        items: itemCount,
        trainEvents: pairs.length,
        testEvents: 0,
        seed,
      },
      metrics: { 'recall@20': 0.5 },
      baselines: { popularity: { 'recall@20': 0.25 } },
      slices: {},
      curve: [],
      timing: {},
      warnings: [],
    },
  };
}

function names(prefix: string, count: number): string[] {
  return Array.from({ length: count }, (_, i) => `${prefix}${i}`);
}
