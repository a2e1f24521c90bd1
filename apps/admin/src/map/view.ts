/** What of a plane is seen: a point p lies at `p * scale + shift`, in pixels, y downwards. */
export interface View {
  readonly scale: number;
  readonly shiftX: number;
  readonly shiftY: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Place {
  readonly x: number;
  readonly y: number;
}

/** All points in the middle, with a margin. */
export function viewOfAll(x: readonly number[], y: readonly number[], { width, height }: Size): View {
  const [left, right, low, high] = [...rangeOf(x), ...rangeOf(y)];
  const wide = right - left || 1;
  const tall = high - low || 1;
  const scale = 0.92 * Math.min(width / wide, height / tall);
  return {
    scale,
    shiftX: width / 2 - (scale * (left + right)) / 2,
    shiftY: height / 2 + (scale * (low + high)) / 2,
  };
}

/** So many times as near, with what lies under a place of the screen staying there. */
export function zoomedAt(view: View, { x, y }: Place, times: number): View {
  return {
    scale: view.scale * times,
    shiftX: x - (x - view.shiftX) * times,
    shiftY: y - (y - view.shiftY) * times,
  };
}

export function movedBy(view: View, dx: number, dy: number): View {
  return { ...view, shiftX: view.shiftX + dx, shiftY: view.shiftY + dy };
}

export function onScreen({ scale, shiftX, shiftY }: View, x: number, y: number): Place {
  return { x: x * scale + shiftX, y: shiftY - y * scale };
}

/** Pixels that an arrow moves by, and how much nearer + comes. */
const [step, nearer] = [60, 1.4];

/** What a key leads to: arrows, + and -; undefined for all others. */
export function viewByKey(key: string, view: View, { width, height }: Size): View | undefined {
  const middle = { x: width / 2, y: height / 2 };
  switch (key) {
    case 'ArrowLeft':
      return movedBy(view, step, 0);
    case 'ArrowRight':
      return movedBy(view, -step, 0);
    case 'ArrowUp':
      return movedBy(view, 0, step);
    case 'ArrowDown':
      return movedBy(view, 0, -step);
    case '+':
      return zoomedAt(view, middle, nearer);
    case '-':
      return zoomedAt(view, middle, 1 / nearer);
    default:
      return undefined;
  }
}

function rangeOf(values: readonly number[]): [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return values.length === 0 ? [0, 0] : [low, high];
}
