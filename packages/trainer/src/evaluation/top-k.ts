/**
 * The k best columns of one row of scores, best first, ties by the lower column; columns at -Infinity never count.
 *
 * A heap of k with the worst at its root: most columns cost one comparison.
 *
 * @param scores `[items]`
 * @param out at least `[k]`; holds the columns afterwards
 * @returns how many were found: fewer than k where fewer columns are finite
 */
export function topK(scores: Float32Array, k: number, out: Int32Array): number {
  let size = 0;
  const worse = (a: number, b: number): boolean =>
    scores[a] < scores[b] || (scores[a] === scores[b] && a > b);
  const siftDown = (start: number, end: number): void => {
    const column = out[start];
    let parent = start;
    for (let child = 2 * parent + 1; child < end; child = 2 * parent + 1) {
      if (child + 1 < end && worse(out[child + 1], out[child])) {
        child++;
      }
      if (!worse(out[child], column)) {
        break;
      }
      out[parent] = out[child];
      parent = child;
    }
    out[parent] = column;
  };
  for (let column = 0; column < scores.length; column++) {
    const score = scores[column];
    if (score === Number.NEGATIVE_INFINITY || Number.isNaN(score)) {
      continue;
    }
    if (size < k) {
      out[size++] = column;
      if (size === k) {
        for (let i = (k >> 1) - 1; i >= 0; i--) {
          siftDown(i, size);
        }
      }
    } else if (score > scores[out[0]]) {
      out[0] = column;
      siftDown(0, size);
    }
  }
  out.subarray(0, size).sort((a, b) => scores[b] - scores[a] || a - b);
  return size;
}
