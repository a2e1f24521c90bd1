import type { EncodedSide } from './encoded-side.ts';

/**
 * Which entities the model knows anything of: `[entities]`, 1 for those with a row of their own and those of which at least one
 * feature has a known value. All others share one vector that says nothing; where items are ranked, they rank behind.
 */
export function toldEntities({ idRows, features, records: { offsets, rows } }: EncodedSide): Uint8Array {
  return Uint8Array.from(idRows, (row, entity) => {
    if (row !== 0) return 1;
    const end = offsets[(entity + 1) * features];
    for (let i = offsets[entity * features]; i < end; i++) {
      if (rows[i] !== 0) return 1;
    }
    return 0;
  });
}
