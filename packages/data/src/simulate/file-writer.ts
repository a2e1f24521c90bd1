import { type FileHandle, open } from 'node:fs/promises';

/** Writes lines to a new file in blocks; a block is on its way to the disk before the next is collected. */
export class FileWriter {
  readonly #handle: FileHandle;
  #lines: string[] = [];
  #length = 0;

  private constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  static async create(path: string): Promise<FileWriter> {
    return new FileWriter(await open(path, 'wx'));
  }

  /** Adds one line. Await {@link drain} now and then; what was not drained waits in memory. */
  line(text: string): void {
    this.#lines.push(text);
    this.#length += text.length + 1;
  }

  /** Writes what has gathered, if it is a block's worth. */
  async drain(block = 1 << 20): Promise<void> {
    if (this.#length > 0 && this.#length >= block) {
      const text = `${this.#lines.join('\n')}\n`;
      this.#lines = [];
      this.#length = 0;
      await this.#handle.writeFile(text);
    }
  }

  /** Writes the rest, syncs and closes. */
  async finish(): Promise<void> {
    await this.drain(1);
    await this.#handle.sync();
    await this.#handle.close();
  }

  /** Closes without writing the rest; for the way out of an error. */
  async abandon(): Promise<void> {
    await this.#handle.close();
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
