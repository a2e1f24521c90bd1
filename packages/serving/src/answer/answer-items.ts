import type { AnswerItems } from '@twotower/core';
import type { ServedState } from '../state/served-state.ts';

/** What answers need of some items, one after the other, however the rows lie. Items that never were are left out by the caller. */
export function answerItems(
  { base, items, vectors }: Pick<ServedState, 'base' | 'items' | 'vectors'>,
  ids: readonly string[],
): AnswerItems {
  const { dim } = base.model;
  const of = {
    dim,
    vectors: new Float32Array(ids.length * dim),
    told: new Uint8Array(ids.length),
    counts: new Float64Array(ids.length),
  };
  ids.forEach((id, place) => {
    const row = items.row(id);
    if (row === undefined) return;
    of.vectors.set(vectors.row(row), place * dim);
    of.told[place] = items.isTold(row) ? 1 : 0;
    of.counts[place] = base.counts[row] ?? 0;
  });
  return of;
}
