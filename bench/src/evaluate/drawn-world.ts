import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { seededRandom } from '@twotower/core';

export interface WorldSizes {
  readonly users: number;
  readonly items: number;
  readonly dim: number;
  /** Distinct items each user has seen. */
  readonly seen: number;
}

/** What is ranked and for whom: vectors of length 1, what each user has seen, ascending, and one item each to be found. */
export interface World {
  /** `[users, dim]` */
  readonly users: Float32Array;
  /** `[items, dim]` */
  readonly items: Float32Array;
  /** `[users, seen]` */
  readonly seen: Int32Array;
  /** `[users]` */
  readonly sought: Int32Array;
}

const clusters = 64;

/** Users and items scattered about the same 64 tastes, written as plain numbers that NumPy reads as well. */
export function writeWorld(folder: string, sizes: WorldSizes): void {
  const random = seededRandom(1);
  const centres = Float32Array.from({ length: clusters * sizes.dim }, () => random.normal());
  const scattered = (count: number): Float32Array => {
    const vectors = new Float32Array(count * sizes.dim);
    for (let r = 0; r < count; r++) {
      const centre = random.integer(clusters) * sizes.dim;
      const row = vectors.subarray(r * sizes.dim, (r + 1) * sizes.dim);
      let squares = 0;
      for (let c = 0; c < sizes.dim; c++) {
        row[c] = centres[centre + c] + 1.5 * random.normal();
        squares += row[c] ** 2;
      }
      for (let c = 0; c < sizes.dim; c++) {
        row[c] /= Math.sqrt(squares);
      }
    }
    return vectors;
  };
  const write = (name: keyof World, values: Float32Array | Int32Array) =>
    writeFileSync(join(folder, name), values);
  write('users', scattered(sizes.users));
  write('items', scattered(sizes.items));
  const seen = new Int32Array(sizes.users * sizes.seen);
  const sought = new Int32Array(sizes.users);
  for (let u = 0; u < sizes.users; u++) {
    const drawn = new Set<number>();
    while (drawn.size <= sizes.seen) {
      drawn.add(random.integer(sizes.items));
    }
    const [first, ...others] = drawn;
    sought[u] = first;
    seen.set(
      others.sort((a, b) => a - b),
      u * sizes.seen,
    );
  }
  write('seen', seen);
  write('sought', sought);
}

export function readWorld(folder: string): World {
  return {
    users: new Float32Array(bytesOf(join(folder, 'users'))),
    items: new Float32Array(bytesOf(join(folder, 'items'))),
    seen: readIntegers(join(folder, 'seen')),
    sought: readIntegers(join(folder, 'sought')),
  };
}

/** A file of 32-bit integers. */
export function readIntegers(file: string): Int32Array {
  return new Int32Array(bytesOf(file));
}

/** A copy of its own: Node puts small files together in one buffer. */
function bytesOf(file: string): ArrayBuffer {
  return Uint8Array.from(readFileSync(file)).buffer;
}
