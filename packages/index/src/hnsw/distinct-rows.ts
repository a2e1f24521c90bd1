/** Rows grouped by what they hold. */
export interface DistinctRows {
  /** How many groups. */
  readonly count: number;
  /** Rows group by group, ascending within one. */
  readonly rows: Int32Array;
  /** `[count + 1]`: where each group begins; groups are in the order of their first rows. */
  readonly offsets: Int32Array;
}

/** Groups the rows of `vectors[n, dim]` that are equal bit by bit. */
export function distinctRows(vectors: Float32Array, dim: number): DistinctRows {
  const bits = new Int32Array(vectors.buffer, vectors.byteOffset, vectors.length);
  const size = vectors.length / dim;
  const groupOf = new Int32Array(size);
  const firsts: number[] = [];
  const byHash = new Map<number, number[]>();
  for (let row = 0; row < size; row++) {
    const hash = hashOf(bits, row * dim, dim);
    const groups = byHash.get(hash) ?? [];
    const group = groups.find((one) => isSame(bits, firsts[one] * dim, row * dim, dim)) ?? firsts.length;
    if (group === firsts.length) {
      firsts.push(row);
      byHash.set(hash, [...groups, group]);
    }
    groupOf[row] = group;
  }
  return grouped(groupOf, firsts.length);
}

/** Each row in a group of its own. */
export function everyRow(size: number): DistinctRows {
  return {
    count: size,
    rows: Int32Array.from({ length: size }, (_, row) => row),
    offsets: Int32Array.from({ length: size + 1 }, (_, row) => row),
  };
}

function grouped(groupOf: Int32Array, count: number): DistinctRows {
  const offsets = new Int32Array(count + 1);
  for (const group of groupOf) offsets[group + 1]++;
  for (let group = 0; group < count; group++) offsets[group + 1] += offsets[group];
  const next = offsets.slice(0, count);
  const rows = new Int32Array(groupOf.length);
  groupOf.forEach((group, row) => {
    rows[next[group]++] = row;
  });
  return { count, rows, offsets };
}

/** FNV-1a over 32-bit words. */
function hashOf(bits: Int32Array, start: number, length: number): number {
  let hash = 0x811c9dc5;
  for (let i = start; i < start + length; i++)
    hash = Math.imul(hash ^ bits[i] ^ (bits[i] >>> 15), 0x01000193);
  return hash;
}

function isSame(bits: Int32Array, a: number, b: number, length: number): boolean {
  for (let i = 0; i < length; i++) if (bits[a + i] !== bits[b + i]) return false;
  return true;
}
