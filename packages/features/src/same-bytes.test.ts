import type { ColumnFeatureConfig, Config } from '@twotower/schema';
import { parseConfig } from '@twotower/schema';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TowerBatch } from './bag.ts';
import { contextColumns } from './context-columns.ts';
import type { Entities, RawRecord, RawValue } from './dataset.ts';
import { encodeItem, encodeUser } from './encode-record.ts';
import { encodeContext, selectContext } from './encoded-context.ts';
import { encodeEntities } from './encoded-side.ts';
import { FeaturesError } from './error.ts';
import type { ContextColumn } from './event-columns.ts';
import { fitFeatures } from './fit-features.ts';
import type { FittedFeatures } from './fitted-features.ts';
import { loadFeatures, saveFeatures } from './saved-features.ts';
import { selectItems, selectUsers } from './select.ts';
import { contextNumber } from './times/instant-of.ts';

const ROWS = 4;
/** A column name that every object has, one that holds vectors, and two plain ones. */
const COLUMNS = ['a', 'b', 'constructor', 'vectors'];
const DIM = 2;

/** A config, the entities of both sides, and a log by user with the context of each event. */
interface World {
  readonly schema: Config['schema'];
  readonly users: Entities;
  readonly items: Entities;
  readonly trainUsers: Uint8Array;
  readonly trainItems: Uint8Array;
  readonly userIds: boolean;
  readonly windows: boolean;
  readonly events: readonly { readonly user: number; readonly item: number; readonly context: RawRecord }[];
}

const value: fc.Arbitrary<RawValue> = fc.oneof(
  fc.constantFrom<RawValue>(null, undefined, '', 'a', 'b', 'a|b', ' 12.5', '2026-07-01T15:30', true, false),
  fc.constantFrom<RawValue>(0, -0, 1, Number.NaN, Number.POSITIVE_INFINITY, -1e308, 1e308, 1.75e12),
  fc.double(),
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.array(fc.oneof(fc.double(), fc.constantFrom<RawValue>('a', 'b', null, ['a'])), { maxLength: 3 }),
);
const vectorValue = fc.oneof(
  { weight: 3, arbitrary: fc.array(fc.float(), { minLength: DIM, maxLength: DIM }) },
  { weight: 1, arbitrary: fc.constantFrom<RawValue>('AACAPwAAAEA=', '[1, 2]', null) },
  { weight: 1, arbitrary: value },
);
const valuesFor = (column: string) => (column === 'vectors' ? vectorValue : value);

const feature: fc.Arbitrary<ColumnFeatureConfig> = fc.oneof(
  ...([1, 2] as const).map((minCount) => config({ kind: 'categorical', minCount })),
  config({ kind: 'categories', separator: '|', minCount: 1 }),
  ...(['standard', 'log', 'quantile'] as const).map((transform) => config({ kind: 'numeric', transform })),
  config({ kind: 'text', buckets: 16 }),
  config({ kind: 'time' }),
  ...(['date', 'clock'] as const).map((of) => config({ kind: 'time', of })),
  fc.constant({ kind: 'vector' as const, column: 'vectors', dim: DIM }),
);

function config(kind: ColumnFeatureConfig): fc.Arbitrary<ColumnFeatureConfig> {
  return fc.constantFrom(...COLUMNS).map((column) => ({ ...kind, column }));
}

const features = fc.dictionary(fc.constantFrom('one', 'two', 'three', 'toString'), feature);
const history = fc.option(
  fc.record({ length: fc.integer({ min: 1, max: 5 }), of: fc.constantFrom('earlier', 'others') }),
  { nil: undefined },
);
const mask = fc.uint8Array({ min: 0, max: 1, minLength: ROWS, maxLength: ROWS });

/** Entities with any of the columns. */
function entities(ids: readonly string[]): fc.Arbitrary<Entities> {
  const column = (name: string) =>
    fc.tuple(
      fc.constant(name),
      fc.array(valuesFor(name), { minLength: ROWS, maxLength: ROWS }),
      fc.boolean(),
    );
  return fc.tuple(...COLUMNS.map(column)).map((columns) => ({
    ids,
    columns: Object.fromEntries(columns.filter(([, , kept]) => kept)),
  }));
}

const schema = fc
  .record({ user: features, item: features, context: features, history })
  .map(({ user, item, context, history: past }) => {
    const recent = past === undefined ? {} : { recent: { kind: 'history', ...past } };
    return parseConfig({
      schema: {
        user: { id: 'u', features: { ...user, ...recent } },
        item: { id: 'i', features: { ...item } },
        context: { ...context },
      },
      data: { events: 'x.csv' },
    }).schema;
  });
const context = fc.record(Object.fromEntries(COLUMNS.map((column) => [column, valuesFor(column)])), {
  requiredKeys: [],
});
const world: fc.Arbitrary<World> = fc.record({
  schema,
  users: entities(['', 'ann', '__proto__', 'Ärger']),
  items: entities(['i0', 'i1', 'constructor', '4']),
  trainUsers: mask,
  trainItems: mask,
  userIds: fc.boolean(),
  windows: fc.boolean(),
  events: fc
    .array(fc.record({ user: fc.nat(ROWS - 1), item: fc.nat(ROWS - 1), context }), { maxLength: 8 })
    .map((events) => events.toSorted((a, b) => a.user - b.user)),
});

/** Skips a world in which no vector is of the configured dimension. */
function fit({ events, ...data }: World): FittedFeatures {
  const training = events.filter(({ user }) => data.trainUsers[user] === 1);
  try {
    return fitFeatures(data.schema, {
      ...data,
      context: Object.fromEntries(
        COLUMNS.map((column) => [column, () => training.map(({ context: c }) => valueIn(c, column))]),
      ),
    });
  } catch (error) {
    fc.pre(!(error instanceof FeaturesError));
    throw error;
  }
}

const valueIn = (record: RawRecord, column: string) =>
  Object.hasOwn(record, column) ? record[column] : undefined;

function recordOf({ columns }: Entities, row: number): RawRecord {
  return Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, values[row]]));
}

function bytes(batch: TowerBatch): unknown {
  return batch.bags.map((bag) =>
    [bag.offsets, bag.rows, bag.weights].map(({ buffer, byteOffset, byteLength }) =>
      Buffer.from(buffer, byteOffset, byteLength).toString('hex'),
    ),
  );
}

/** What a reader makes of the events' context. */
function contextOf({ schema: { context: configured }, events }: World) {
  const dictionaries: Record<string, RawValue[]> = {};
  const columns: Record<string, ContextColumn> = {};
  for (const { column, kind } of contextColumns({ context: configured })) {
    const values = events.map(({ context: c }) => valueIn(c, column));
    if (kind === 'number') {
      columns[column] = Float64Array.from(values, (value) => contextNumber(value));
    } else {
      dictionaries[column] = [...new Set(values.filter((v) => v !== null && v !== undefined))];
      columns[column] = Int32Array.from(values, (v) => dictionaries[column].indexOf(v));
    }
  }
  return { dictionaries, columns };
}

/** Every event's user as training encodes it, one record a batch. */
function trainingUsers(fitted: FittedFeatures, given: World): TowerBatch[] {
  const { dictionaries, columns } = contextOf(given);
  const encoded = encodeEntities(fitted.user, given.users);
  const itemRows = encodeEntities(fitted.item, given.items).idRows;
  const encodedContext = encodeContext(fitted.user, dictionaries);
  const firstOf = (u: number) => given.events.filter(({ user }) => user < u).length;
  const histories = {
    starts: Int32Array.from(given.users.ids, (_, u) => firstOf(u)),
    ends: Int32Array.from(given.users.ids, (_, u) => firstOf(u + 1)),
    rows: Int32Array.from(given.events, ({ item }) => itemRows[item]),
  };
  return given.events.map(({ user }, e) =>
    selectUsers(encoded, Int32Array.of(user), {
      histories,
      historyEnd: Int32Array.of(e),
      context: selectContext(encodedContext, columns, Int32Array.of(e)),
    }),
  );
}

function trainingItems(fitted: FittedFeatures, { items }: World): TowerBatch[] {
  const encoded = encodeEntities(fitted.item, items);
  return items.ids.map((_, row) => selectItems(encoded, Int32Array.of(row)));
}

describe('features of any schema, over any rows', () => {
  it('encode a record to the same bytes in training and in serving', () => {
    fc.assert(
      fc.property(world, (given) => {
        const fitted = fit(given);
        const { users, items, events } = given;
        trainingUsers(fitted, given).forEach((batch, e) => {
          const { user, context: values } = events[e];
          const past = events.slice(0, e).filter((event) => event.user === user);
          const served = encodeUser(fitted, {
            id: users.ids[user],
            features: recordOf(users, user),
            history: past.map(({ item }) => items.ids[item]),
            context: values,
          });
          expect(bytes(served)).toEqual(bytes(batch));
        });
        trainingItems(fitted, given).forEach((batch, row) => {
          const served = encodeItem(fitted, { id: items.ids[row], features: recordOf(items, row) });
          expect(bytes(served)).toEqual(bytes(batch));
        });
      }),
    );
  });

  it('encode the same after saving and loading, and save to the same text', () => {
    fc.assert(
      fc.property(world, (given) => {
        const fitted = fit(given);
        const loaded = loadFeatures(saveFeatures(fitted));
        expect(saveFeatures(loaded)).toEqual(saveFeatures(fitted));
        expect(loaded.tables).toEqual(fitted.tables);
        expect(loaded.user.inputs).toEqual(fitted.user.inputs);
        for (const train of [trainingUsers, trainingItems]) {
          expect(train(loaded, given).map(bytes)).toEqual(train(fitted, given).map(bytes));
        }
      }),
    );
  });

  it('are fitted without a look at rows outside the training part', () => {
    fc.assert(
      fc.property(world, world, (given, other) => {
        const swapped: World = {
          ...given,
          users: mixed(given.users, other.users, given.trainUsers),
          items: mixed(given.items, other.items, given.trainItems),
        };
        expect(saveFeatures(fit(swapped))).toEqual(saveFeatures(fit(given)));
      }),
    );
  });

  it('stay within the rows of their tables, with finite weights, a bag an input', () => {
    fc.assert(
      fc.property(world, (given) => {
        const fitted = fit(given);
        const rowsOf = new Map(fitted.tables.map(({ name, rows }) => [name, rows]));
        for (const [side, batches] of [
          [fitted.user, trainingUsers(fitted, given)],
          [fitted.item, trainingItems(fitted, given)],
        ] as const) {
          for (const { bags } of batches) {
            expect(bags).toHaveLength(side.inputs.length);
            bags.forEach((bag, input) => {
              expect(Math.max(...bag.rows)).toBeLessThan(rowsOf.get(side.inputs[input].table) ?? 0);
              expect(Math.min(...bag.rows)).toBeGreaterThanOrEqual(0);
              expect(bag.weights.every(Number.isFinite)).toBe(true);
            });
          }
        }
      }),
    );
  });
});

/** The rows of training from `kept`, the others with another name and the values of `other`. */
function mixed(kept: Entities, other: Entities, trained: Uint8Array): Entities {
  return {
    ids: kept.ids.map((id, row) => (trained[row] === 1 ? id : `other ${row}`)),
    columns: Object.fromEntries(
      Object.entries(kept.columns).map(([name, values]) => [
        name,
        values.map((own, row) => (trained[row] === 1 ? own : other.columns[name]?.[row])),
      ]),
    ),
  };
}
