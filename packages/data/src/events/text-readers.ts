import type { TextStretch } from '../tables/text-stretches.ts';
import type { TimeSettings } from './event-rows.ts';
import type { StretchReader } from './read-in-order.ts';
import { type TextAnswer, type TextPlan, TextReader } from './text-reader.ts';
import { ThreadReader } from './thread-reader.ts';

/** Bytes of text from which threads are worth their start. */
const worthThreads = 1 << 24;

/** Who reads the text of a log: this thread, and once much of it was read, several others. */
export class TextReaders {
  readonly #most: number;
  #threads: ThreadReader[] = [];
  #bytes = 0;

  /** @param threads how many may read; with 1 this one does */
  constructor(threads: number) {
    this.#most = threads;
  }

  /** For one table. What it gives changes when threads begin. */
  begin(plan: TextPlan): () => readonly StretchReader[] {
    const here = new HereReader(plan, (bytes) => {
      this.#bytes += bytes;
    });
    let told = false;
    return () => {
      if (this.#most < 2 || this.#bytes < worthThreads) {
        return [here];
      }
      if (this.#threads.length === 0) {
        this.#threads = Array.from({ length: this.#most }, () => new ThreadReader());
      }
      if (!told) {
        told = true;
        for (const thread of this.#threads) {
          thread.begin(plan);
        }
      }
      return this.#threads;
    };
  }

  async end(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.end()));
  }
}

class HereReader implements StretchReader {
  readonly #reader: TextReader;
  readonly #onBytes: (bytes: number) => void;

  constructor(plan: TextPlan, onBytes: (bytes: number) => void) {
    this.#reader = new TextReader(plan);
    this.#onBytes = onBytes;
  }

  async read(stretch: TextStretch, settings: TimeSettings): Promise<TextAnswer> {
    this.#onBytes(stretch.bytes.length);
    return this.#reader.read(stretch, settings);
  }

  forget(): void {
    this.#reader.forget();
  }
}
