import type { EmbeddingTable } from '@twotower/core';
import type { EncodedSide } from '@twotower/features';

/**
 * From where the rows of new IDs begin: the mean row of those that have the same value of a feature, over the features of which
 * the value is known; where no value tells anything, the row given for it.
 *
 * @param encoded all entities of the side, new ones too
 * @param entities places of the new ones among them
 * @param unknown `[dim]`
 * @returns one row `[dim]` an entity
 */
export function provisionalRows(
  { idRows, features, records: { offsets, rows } }: Pick<EncodedSide, 'idRows' | 'features' | 'records'>,
  { dim, values }: Pick<EmbeddingTable, 'dim' | 'values'>,
  entities: readonly number[],
  unknown: Float32Array,
): Float32Array[] {
  const wanted = new Map<number, { readonly sum: Float64Array; count: number }>();
  const entries = function* (entity: number): Generator<number> {
    for (let f = 0; f < features; f++) {
      const record = entity * features + f;
      for (let i = offsets[record]; i < offsets[record + 1]; i++) {
        if (rows[i] !== 0) yield rows[i] * features + f;
      }
    }
  };
  for (const entity of entities) {
    for (const entry of entries(entity)) wanted.set(entry, { sum: new Float64Array(dim), count: 0 });
  }
  for (let entity = 0; wanted.size > 0 && entity < idRows.length; entity++) {
    const row = idRows[entity];
    if (row === 0) continue;
    for (const entry of entries(entity)) {
      const group = wanted.get(entry);
      if (group === undefined) continue;
      group.count++;
      for (let c = 0; c < dim; c++) group.sum[c] += values[row * dim + c];
    }
  }
  return entities.map((entity) => {
    const groups = [...entries(entity)].flatMap((entry) => wanted.get(entry) ?? []);
    const told = groups.filter(({ count }) => count > 0);
    if (told.length === 0) return unknown.slice();
    const mean = new Float64Array(dim);
    for (const { sum, count } of told) {
      for (let c = 0; c < dim; c++) mean[c] += sum[c] / count / told.length;
    }
    return Float32Array.from(mean);
  });
}

/** `[dim]`: the mean of the rows that IDs have; row 0 where none has one. */
export function meanRow({
  dim,
  values,
  rows,
}: Pick<EmbeddingTable, 'dim' | 'values' | 'rows'>): Float32Array {
  if (rows < 2) return values.slice(0, dim);
  const mean = new Float64Array(dim);
  for (let i = dim; i < rows * dim; i++) mean[i % dim] += values[i] / (rows - 1);
  return Float32Array.from(mean);
}
