import { type FileHandle, open } from 'node:fs/promises';

const block = 1 << 20;
const [minus, zero, point, comma, newline] = Array.from('-0.,\n', (sign) => sign.charCodeAt(0));

/**
 * Writes text to a new file in blocks; a block is on its way to the disk while the next is collected. Numbers go into
 * the block digit by digit: a log is mostly numbers, and making a string of each would take longer than drawing it.
 */
export class FileWriter {
  readonly #handle: FileHandle;
  #bytes = Buffer.allocUnsafeSlow(2 * block);
  #spare = Buffer.allocUnsafeSlow(2 * block);
  #length = 0;
  #writing: Promise<unknown> = Promise.resolve();

  private constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  static async create(path: string): Promise<FileWriter> {
    return new FileWriter(await open(path, 'wx'));
  }

  text(text: string): void {
    this.#reserve(3 * text.length);
    this.#length += this.#bytes.write(text, this.#length);
  }

  /** One character of ASCII, by its code. */
  ascii(code: number): void {
    this.#reserve(1);
    this.#bytes[this.#length++] = code;
  }

  endLine(): void {
    this.ascii(newline);
  }

  /** @param value whole, 0 to 2^53 - 1 */
  integer(value: number): void {
    this.#reserve(16);
    if (value >= 1e9) {
      const upper = Math.floor(value / 1e9);
      this.#length = putDigits(this.#bytes, this.#length, upper, digitCount(upper));
      this.#length = putDigits(this.#bytes, this.#length, value - 1e9 * upper, 9);
    } else {
      this.#length = putDigits(this.#bytes, this.#length, value, digitCount(value));
    }
  }

  /**
   * For every value a comma and the value divided by 10000, as `String` writes it: 12500 gives `,1.25`.
   *
   * @param values whole, between -1e8 and 1e8
   */
  tenThousandths(values: ArrayLike<number>): void {
    this.#reserve(12 * values.length);
    const bytes = this.#bytes;
    let at = this.#length;
    for (let i = 0; i < values.length; i++) {
      bytes[at++] = comma;
      let rest = values[i] | 0;
      if (rest < 0) {
        bytes[at++] = minus;
        rest = -rest | 0;
      }
      const whole = (rest / 10000) | 0;
      at = putDigits(bytes, at, whole, whole < 10 ? 1 : digitCount(whole));
      const fraction = rest - 10000 * whole;
      if (fraction > 0) {
        bytes[at] = point;
        at = putDigits(bytes, at + 1, fraction, 4);
        while (bytes[at - 1] === zero) {
          at--;
        }
      }
    }
    this.#length = at;
  }

  /** Sends what has gathered, if it is a block's worth, once the one before has arrived; what is not sent waits in memory. */
  async drain(least = block): Promise<void> {
    if (this.#length > 0 && this.#length >= least) {
      await this.#writing;
      const full = this.#bytes;
      this.#writing = this.#handle.writeFile(full.subarray(0, this.#length));
      this.#writing.catch(() => {}); // thrown where it is awaited
      this.#bytes = this.#spare;
      this.#spare = full;
      this.#length = 0;
    }
  }

  /** Writes the rest, syncs and closes. */
  async finish(): Promise<void> {
    await this.drain(1);
    await this.#writing;
    await this.#handle.sync();
    await this.#handle.close();
  }

  /** Closes without writing the rest; for the way out of an error. */
  async abandon(): Promise<void> {
    await this.#writing.catch(() => {});
    await this.#handle.close();
  }

  #reserve(more: number): void {
    if (this.#length + more > this.#bytes.length) {
      const larger = Buffer.allocUnsafeSlow(2 * (this.#bytes.length + more));
      this.#bytes.copy(larger, 0, 0, this.#length);
      this.#bytes = larger;
    }
  }
}

/** Opens a file, lets `write` fill it, and closes it whether or not that succeeds. */
export async function writeLines<T>(path: string, write: (file: FileWriter) => Promise<T>): Promise<T> {
  const file = await FileWriter.create(path);
  let result: T;
  try {
    result = await write(file);
  } catch (error) {
    await file.abandon();
    throw error;
  }
  await file.finish();
  return result;
}

/** Puts the last `count` digits of a whole number below 2^31, with zeros in front; gives the place behind. */
function putDigits(bytes: Uint8Array, at: number, value: number, count: number): number {
  let rest = value | 0;
  for (let place = at + count - 1; place >= at; place--) {
    const tenth = (rest / 10) | 0;
    bytes[place] = zero + rest - 10 * tenth;
    rest = tenth;
  }
  return at + count;
}

function digitCount(value: number): number {
  let count = 1;
  for (let limit = 10; value >= limit; limit *= 10) {
    count++;
  }
  return count;
}
