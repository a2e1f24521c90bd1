/** Share of users for whom two rankings `[users, k]` hold the same items, in whatever order. */
export function sameItems(a: Int32Array, b: Int32Array, k: number): number {
  const users = a.length / k;
  let same = 0;
  for (let u = 0; u < users; u++) {
    const one = a.slice(u * k, (u + 1) * k).sort();
    const other = b.slice(u * k, (u + 1) * k).sort();
    same += one.every((item, r) => item === other[r]) ? 1 : 0;
  }
  return same / users;
}
