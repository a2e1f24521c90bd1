import type { RawValue } from '@twotower/features';
import type { FeatureConfig } from '@twotower/schema';
import type { ColumnProfile } from './column-profile.ts';

/**
 * The columns that describe an entity, with the feature kind their values suit: those that have one value for each
 * entity of `ids`, are filled for some and are neither constant nor another id. Where `ids` repeat too seldom to tell,
 * there are none.
 */
export function inferFeatures(
  ids: ColumnProfile,
  columns: readonly ColumnProfile[],
): Record<string, FeatureConfig> {
  const features: Record<string, FeatureConfig> = {};
  const unique = ids.distinct === ids.values.length;
  if (!unique && ids.values.length < 1.5 * ids.distinct) {
    return features;
  }
  for (const column of columns) {
    const kind =
      column.filled >= 0.2 * column.values.length && column.distinct > 1 ? kindOf(column) : undefined;
    if (kind && isFunctionOf(ids.values, column.values)) {
      features[column.name] = kind;
    }
  }
  return features;
}

function kindOf(column: ColumnProfile): FeatureConfig | undefined {
  const texts = column.values.filter((value) => typeof value === 'string');
  if (column.column.kind === 'list') {
    return column.values.some((value) => Array.isArray(value) && typeof value[0] === 'number')
      ? undefined
      : { kind: 'categories', separator: '|', minCount: 1 };
  }
  if (column.numeric) {
    const whole = column.values.every((value) => Number.isInteger(Number(value ?? 0)));
    // Whole numbers of another value in each row are keys of some other table.
    if (whole && column.distinct > 0.9 * column.filled && column.filled > 100) {
      return undefined;
    }
    return column.distinct <= 12 && whole
      ? { kind: 'categorical', minCount: 1 }
      : { kind: 'numeric', transform: 'quantile' };
  }
  if (column.column.kind !== 'text' || column.timeLike) {
    return column.column.kind === 'boolean' ? { kind: 'categorical', minCount: 1 } : undefined;
  }
  if (texts.some((text) => /^https?:\/\//.test(text))) {
    return undefined;
  }
  const listed = texts.filter((text) => text.includes('|'));
  if (listed.length >= 0.1 * texts.length) {
    return { kind: 'categories', separator: '|', minCount: 1 };
  }
  const words = texts.filter((text) => /\s/.test(text)).length;
  if (column.distinct > 0.5 * column.filled || column.distinct > 5000) {
    return words >= 0.4 * texts.length ? { kind: 'text', buckets: 16384 } : undefined;
  }
  return { kind: 'categorical', minCount: 1 };
}

/** Whether each id has one value throughout. */
function isFunctionOf(ids: readonly RawValue[], values: readonly RawValue[]): boolean {
  const first = new Map<string, string>();
  for (let i = 0; i < ids.length; i++) {
    const id = String(ids[i]);
    const value = JSON.stringify(values[i] ?? null);
    const known = first.get(id);
    if (known === undefined) {
      first.set(id, value);
    } else if (known !== value) {
      return false;
    }
  }
  return true;
}
