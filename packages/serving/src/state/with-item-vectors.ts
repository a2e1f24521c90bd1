import type { LayeredRows } from '../rows/layered-rows.ts';
import type { IndexedState } from './served-state.ts';

/**
 * A state whose items in some rows have other vectors `[rows.length, dim]`. What calibration added to an item of the bundle stays as
 * it was published then; a new item has none of it.
 *
 * @param of whether they are the item tower's own vectors or what is ranked
 */
export function withItemVectors<State extends Pick<IndexedState, 'base' | 'vectors' | 'published'>>(
  state: State,
  rows: Int32Array,
  given: Float32Array,
  of: 'tower' | 'published',
): State {
  const { base, vectors, published } = state;
  if (rows.length === 0) return state;
  if (vectors === published) {
    const changed = vectors.with(rows, given);
    return { ...state, vectors: changed, published: changed };
  }
  const other = given.slice();
  const sign = of === 'tower' ? 1 : -1;
  const { dim } = base.model;
  rows.forEach((row, i) => {
    for (let c = 0; c < dim && row < base.told.length; c++) {
      other[i * dim + c] += sign * (base.published[row * dim + c] - base.vectors[row * dim + c]);
    }
  });
  const both: { vectors: LayeredRows; published: LayeredRows } =
    of === 'tower'
      ? { vectors: vectors.with(rows, given), published: published.with(rows, other) }
      : { vectors: vectors.with(rows, other), published: published.with(rows, given) };
  return { ...state, ...both };
}
