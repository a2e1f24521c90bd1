type Numbers = Int32Array | Uint32Array | Uint8Array | Float32Array | Float64Array;

/**
 * The same plain data with every typed array over shared memory, so that posting it to threads copies none; an array that
 * lies there already stays as it is, others are copied once.
 */
export function shareArrays<T>(data: T): T {
  return mapArrays(data, (array) =>
    isShared(array) ? array : copyTo(array, new SharedArrayBuffer(array.byteLength), 0),
  );
}

/** Shared memory that holds one piece of plain data after another; it grows to the largest and is used again. */
export class SharedArena {
  #memory = new SharedArrayBuffer(0);

  /** Like {@link shareArrays}, but everything is copied; what was held before is overwritten. */
  hold<T>(data: T): T {
    let bytes = 0;
    mapArrays(data, (array) => {
      bytes += aligned(array.byteLength);
      return array;
    });
    if (bytes > this.#memory.byteLength) {
      this.#memory = new SharedArrayBuffer(Math.ceil(bytes * headroom));
    }
    let start = 0;
    return mapArrays(data, (array) => {
      const copy = copyTo(array, this.#memory, start);
      start += aligned(array.byteLength);
      return copy;
    });
  }
}

/** One window is a little larger than another: without room to spare the arena would be made anew a few times. */
const headroom = 1.05;

/** Plain data with each typed array replaced, one that occurs twice by the same array. */
function mapArrays<T>(data: T, replace: (array: Numbers) => Numbers): T {
  const replaced = new Map<Numbers, Numbers>();
  const map = (value: unknown): unknown => {
    if (isNumbers(value)) {
      const known = replaced.get(value) ?? replace(value);
      replaced.set(value, known);
      return known;
    }
    if (Array.isArray(value)) {
      return value.map(map);
    }
    if (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype) {
      return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, map(part)]));
    }
    return value;
  };
  return map(data) as T;
}

function isNumbers(value: unknown): value is Numbers {
  return ArrayBuffer.isView(value) && !(value instanceof DataView);
}

function isShared(array: Numbers): boolean {
  return array.buffer instanceof SharedArrayBuffer;
}

function copyTo(array: Numbers, memory: SharedArrayBuffer, start: number): Numbers {
  const OfKind = array.constructor as new (
    buffer: SharedArrayBuffer,
    start: number,
    length: number,
  ) => Numbers;
  const copy = new OfKind(memory, start, array.length);
  copy.set(array);
  return copy;
}

/** Up to where an array of any kind may begin. */
function aligned(bytes: number): number {
  return Math.ceil(bytes / 8) * 8;
}
