import type { Config } from '@twotower/schema';
import type { BagSink } from './bag-builder.ts';
import { columnOf, type Entities, type RawValue } from './dataset.ts';
import type { ColumnKind, FitSetting, ValueEncoder } from './encoders/encoder.ts';
import { isList, textOf } from './encoders/encoder.ts';
import { fitEncoder } from './encoders/kinds.ts';

/** How much a column has to say to its feature. */
export interface FeatureCoverage {
  readonly feature: string;
  readonly kind: ColumnKind;
  readonly column: string;
  /** Share of the entities that have a value, in [0, 1]. */
  readonly filled: number;
  /** How many different values there are. */
  readonly distinct: number;
  /**
   * Share of the entities whose value goes through row 0 all the same: no number, no date, a vector of another
   * dimension, a category rarer than `minCount`.
   */
  readonly unusable: number;
  /** The first value; undefined where there is none. */
  readonly example: RawValue;
}

/** What the columns behind one side's features hold, the history left out. Reads every value once. */
export function featureCoverage(
  features: Config['schema']['user']['features'],
  entities: Entities,
  of: FitSetting['of'] = 'entity',
): FeatureCoverage[] {
  return Object.entries(features).flatMap(([feature, config]) => {
    if (config.kind === 'history') {
      return [];
    }
    const { kind, column = feature } = config;
    const values = columnOf(entities, column) ?? [];
    // A vector needs no fitting, and fitting refuses a column of which no vector is usable.
    const encoder = fitEncoder(config, kind === 'vector' ? [] : values, { of });
    return [{ feature, kind, column, ...coverage(encoder, values, entities.ids.length) }];
  });
}

function coverage(encoder: ValueEncoder, values: readonly RawValue[], count: number) {
  const distinct = new Set<string | number>();
  let filled = 0;
  let unusable = 0;
  let example: RawValue;
  for (const value of values) {
    if (isMissing(value)) {
      continue;
    }
    if (filled++ === 0) {
      example = value;
    }
    distinct.add(fingerprint(isList(value) ? JSON.stringify(value) : String(value)));
    unusable += isUnusable(encoder, value) ? 1 : 0;
  }
  const share = (part: number): number => (count === 0 ? 0 : part / count);
  return { filled: share(filled), distinct: distinct.size, unusable: share(unusable), example };
}

function isMissing(value: RawValue): boolean {
  return isList(value) ? value.length === 0 : textOf(value) === undefined;
}

function isUnusable(encoder: ValueEncoder, value: RawValue): boolean {
  let used = false;
  const sink: BagSink = {
    add: (row) => {
      used ||= row !== 0;
    },
  };
  encoder.encode(value, sink);
  return !used;
}

/** A short text itself, so that few long ones need little memory: of a long one a 53-bit hash (FNV-1a, two lanes). */
function fingerprint(text: string): string | number {
  if (text.length <= 32) {
    return text;
  }
  let low = 0x811c9dc5;
  let high = 0x01000193;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    low = Math.imul(low ^ unit, 0x01000193);
    high = Math.imul(high ^ unit, 0x85ebca6b) ^ (high >>> 13);
  }
  return (low >>> 0) * 0x200000 + ((high ^ (high >>> 16)) & 0x1fffff);
}
