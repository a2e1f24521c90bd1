/** `[rows * columns]`: 1 at each flat (row, column) pair of `hits`. */
export function hitMap(hits: Int32Array, rows: number, columns: number): Uint8Array {
  const map = new Uint8Array(rows * columns);
  for (let h = 0; h < hits.length; h += 2) map[hits[h] * columns + hits[h + 1]] = 1;
  return map;
}
