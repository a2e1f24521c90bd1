import type { TextStretch } from '../tables/text-stretches.ts';
import type { TimeSettings } from './event-rows.ts';
import type { StretchReader } from './read-in-order.ts';
import { type TextAnswer, type TextPlan, TextReader } from './text-reader.ts';
import { ThreadReader } from './thread-reader.ts';

export interface ThreadOptions {
  /** How many may read; with 1 this one does. */
  readonly threads: number;
  /** Bytes of text from which they are worth their start. */
  readonly threadsFrom: number;
}

/** Who reads the text of a log: this thread, and once much of it was read, several others. */
export class TextReaders {
  readonly #options: ThreadOptions;
  #threads: ThreadReader[] = [];
  #bytes = 0;

  constructor(options: ThreadOptions) {
    this.#options = options;
  }

  /** For one table. What it gives changes when threads begin. */
  begin(plan: TextPlan): () => readonly StretchReader[] {
    const { threads, threadsFrom } = this.#options;
    const here = new HereReader(plan, (bytes) => {
      this.#bytes += bytes;
    });
    let told = false;
    return () => {
      if (threads < 2 || this.#bytes < threadsFrom) {
        return [here];
      }
      if (this.#threads.length === 0) {
        this.#threads = Array.from({ length: threads }, () => new ThreadReader());
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
