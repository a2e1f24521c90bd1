import { IndexError } from './error.ts';

/** @throws IndexError unless `vectors` is whole rows of `dim` finite numbers */
export function checkVectors(vectors: Float32Array, dim: number): void {
  if (!Number.isInteger(dim) || dim < 1)
    throw new IndexError(`dim is ${dim}; it must be a whole number from 1`);
  if (vectors.length % dim !== 0) {
    throw new IndexError(
      `vectors holds ${vectors.length} numbers, which is no multiple of dim ${dim}; pass whole rows`,
    );
  }
  const bad = firstNotFinite(vectors);
  if (bad >= 0) {
    throw new IndexError(`vector ${Math.floor(bad / dim)} holds ${vectors[bad]}; all values must be finite`);
  }
}

/** @throws IndexError unless `bias` is left out or `[size]` finite numbers */
export function checkBias(bias: Float32Array | undefined, size: number): void {
  if (bias === undefined) return;
  if (bias.length !== size) {
    throw new IndexError(`bias holds ${bias.length} numbers for ${size} vectors; pass one a row`);
  }
  const bad = firstNotFinite(bias);
  if (bad >= 0) throw new IndexError(`bias ${bad} is ${bias[bad]}; all must be finite`);
}

/** @throws IndexError unless `query` is `[dim]` finite numbers and `k` a whole number from 0 */
export function checkQuery(query: Float32Array, k: number, dim: number): void {
  if (query.length !== dim) {
    throw new IndexError(`the query has ${query.length} numbers; this index holds vectors of ${dim}`);
  }
  if (firstNotFinite(query) >= 0)
    throw new IndexError('the query holds a value that is not finite; check its encoder');
  if (!Number.isInteger(k) || k < 0) throw new IndexError(`k is ${k}; it must be a whole number from 0`);
}

function firstNotFinite(values: Float32Array): number {
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i])) return i;
  return -1;
}
