import type { Config, FeatureConfig } from '@twotower/schema';
import type { TableSpec, TowerInput } from './bag.ts';
import { columnOf, type Entities } from './dataset.ts';
import type { ColumnKind, ValueEncoder } from './encoders/encoder.ts';
import { fitEncoder } from './encoders/kinds.ts';
import { FeaturesError } from './error.ts';
import { Vocabulary } from './vocabulary.ts';

/** A column feature of one side with its fitted encoder. */
export interface Encoder extends ValueEncoder {
  readonly feature: string;
  readonly kind: ColumnKind;
  readonly column: string;
  /** `<side>.<feature>` */
  readonly table: string;
}

/** How one side's records become the input of its tower. */
export interface FittedSide {
  readonly side: 'user' | 'item';
  /** The ID first, then the encoders' features in order, the history last. */
  readonly inputs: readonly TowerInput[];
  readonly ids: Vocabulary;
  readonly encoders: readonly Encoder[];
  readonly history?: { readonly feature: string; readonly length: number };
}

/** Fitted once on the training part, saved in the bundle, and used as it is by training and serving. */
export interface FittedFeatures {
  readonly user: FittedSide;
  readonly item: FittedSide;
  readonly tables: readonly TableSpec[];
}

export interface FittingData {
  readonly users: Entities;
  readonly items: Entities;
  /** `[entities]`, 1 for those with a training positive: only they get an ID row and shape the statistics. */
  readonly trainUsers: Uint8Array;
  readonly trainItems: Uint8Array;
}

/**
 * Fits vocabularies and statistics on the entities of the training part: equal data give equal features. A column that
 * the entities lack counts as missing throughout.
 *
 * @throws FeaturesError where the item side has a history, or the user side has two
 */
export function fitFeatures(schema: Config['schema'], data: FittingData): FittedFeatures {
  return assemble(
    fitSide('user', schema.user.features, data.users, data.trainUsers),
    fitSide('item', schema.item.features, data.items, data.trainItems),
  );
}

/** Both sides with the tables that they read. */
export function assemble(user: FittedSide, item: FittedSide): FittedFeatures {
  const tables = [user, item].flatMap(({ side, ids, encoders }) => [
    { name: idTable(side), rows: ids.size },
    ...encoders.map(({ table, rows }) => ({ name: table, rows })),
  ]);
  return { user, item, tables };
}

/** The inputs of a side's tower, in order. */
export function towerInputs(
  side: FittedSide['side'],
  encoders: readonly Encoder[],
  history: FittedSide['history'],
): TowerInput[] {
  return [
    { feature: 'id', table: idTable(side) },
    ...encoders.map(({ feature, table }) => ({ feature, table })),
    ...(history ? [{ feature: history.feature, table: idTable('item') }] : []),
  ];
}

/** A fitted encoder in its place: which column it reads for which feature, into which table. */
export function placeEncoder(
  side: FittedSide['side'],
  feature: string,
  column: string,
  encoder: ValueEncoder,
): Encoder {
  return { ...encoder, feature, kind: encoder.state.kind, column, table: `${side}.${feature}` };
}

function idTable(side: FittedSide['side']): string {
  return `${side}-ids`;
}

function fitSide(
  side: FittedSide['side'],
  features: Readonly<Record<string, FeatureConfig>>,
  entities: Entities,
  trained: Uint8Array,
): FittedSide {
  const encoders: Encoder[] = [];
  let history: FittedSide['history'];
  for (const [feature, config] of Object.entries(features)) {
    if (config.kind === 'history') {
      requireOnlyUserHistory(side, feature, history);
      history = { feature, length: config.length };
      continue;
    }
    const column = config.column ?? feature;
    const values = (columnOf(entities, column) ?? []).filter((_, i) => trained[i] === 1);
    encoders.push(placeEncoder(side, feature, column, fitEncoder(config, values)));
  }
  return {
    side,
    inputs: towerInputs(side, encoders, history),
    ids: Vocabulary.from(entities.ids.filter((_, i) => trained[i] === 1)),
    encoders,
    ...(history && { history }),
  };
}

function requireOnlyUserHistory(
  side: FittedSide['side'],
  feature: string,
  earlier: FittedSide['history'],
): void {
  if (side === 'item') {
    throw new FeaturesError(
      `schema.item.features.${feature}: items have no history; move it to schema.user.features`,
    );
  }
  if (earlier) {
    throw new FeaturesError(
      `schema.user.features.${feature}: '${earlier.feature}' is a history already; keep one of them`,
    );
  }
}
