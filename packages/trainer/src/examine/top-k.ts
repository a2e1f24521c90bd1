/**
 * The k best columns of one row of scores, best first, ties by the lower column; columns at -Infinity or NaN never count.
 *
 * A heap of k with the worst at its root: most columns cost one comparison with the root's score.
 *
 * @param scores `[items]`
 * @param out at least `[k]`; holds the columns afterwards
 * @returns how many were found: fewer than k where fewer columns are finite
 */
export function topK(scores: Float32Array, k: number, out: Int32Array): number {
  let size = 0;
  let column = 0;
  for (; column < scores.length && size < k; column++) {
    if (scores[column] > Number.NEGATIVE_INFINITY) {
      out[size++] = column;
    }
  }
  for (let i = (size >> 1) - 1; i >= 0; i--) {
    siftDown(scores, out, i, size);
  }
  if (size > 0) {
    let worst = scores[out[0]];
    for (; column < scores.length; column++) {
      if (scores[column] > worst) {
        out[0] = column;
        siftDown(scores, out, 0, size);
        worst = scores[out[0]];
      }
    }
  }
  // The worst goes last, then the worst of the others before it: the heap ends up best first.
  for (let end = size - 1; end > 0; end--) {
    const last = out[end];
    out[end] = out[0];
    out[0] = last;
    siftDown(scores, out, 0, end);
  }
  return size;
}

/** Moves the column at `start` down until no child below it is worse. */
function siftDown(scores: Float32Array, heap: Int32Array, start: number, end: number): void {
  const column = heap[start];
  const score = scores[column];
  let parent = start;
  for (let child = 2 * parent + 1; child < end; child = 2 * parent + 1) {
    if (child + 1 < end && isWorse(scores, heap[child + 1], heap[child])) {
      child++;
    }
    const below = scores[heap[child]];
    if (!(below < score || (below === score && heap[child] > column))) {
      break;
    }
    heap[parent] = heap[child];
    parent = child;
  }
  heap[parent] = column;
}

function isWorse(scores: Float32Array, a: number, b: number): boolean {
  return scores[a] < scores[b] || (scores[a] === scores[b] && a > b);
}
