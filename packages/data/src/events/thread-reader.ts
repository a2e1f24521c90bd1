import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { DataError } from '../error.ts';
import type { TextStretch } from '../tables/text-stretches.ts';
import type { TimeSettings } from './event-rows.ts';
import type { StretchReader } from './read-in-order.ts';
import type { ThreadAnswer, ThreadMessage } from './reading-messages.ts';
import type { TextAnswer, TextPlan } from './text-reader.ts';

/** The thread's module, of the same kind as this one: compiled, or source where Node reads that. */
const module = new URL(`./reading-thread${extname(import.meta.url)}`, import.meta.url);

/** A thread that reads text; answers come in the order of what was asked. However it ends, who waits for it learns why. */
export class ThreadReader implements StretchReader {
  readonly #worker: Worker;
  readonly #waiting: { resolve(answer: TextAnswer): void; reject(error: Error): void }[] = [];
  #failure: Error | undefined;

  constructor() {
    this.#worker = new Worker(module, { name: 'reading thread' });
    this.#worker.on('message', (message: ThreadAnswer) => {
      const waiting = this.#waiting.shift();
      if (message.kind === 'answer') {
        waiting?.resolve(message.answer);
      } else {
        waiting?.reject(message.isDataError ? new DataError(message.message) : new Error(message.message));
      }
    });
    this.#worker.on('error', (error) =>
      this.#fail(error instanceof Error ? error : new Error(String(error))),
    );
    this.#worker.on('exit', (code) => this.#fail(new Error(`a reading thread ended with exit code ${code}`)));
  }

  begin(plan: TextPlan): void {
    this.#post({ kind: 'begin', plan });
  }

  forget(): void {
    this.#post({ kind: 'forget' });
  }

  read(stretch: TextStretch, settings: TimeSettings): Promise<TextAnswer> {
    if (this.#failure) {
      return Promise.reject(this.#failure);
    }
    // A buffer of its own: of a view, the whole memory behind it would be sent.
    this.#post({ kind: 'read', stretch: { ...stretch, bytes: new Uint8Array(stretch.bytes) }, settings });
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
    });
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  #post(message: ThreadMessage): void {
    this.#worker.postMessage(
      message,
      message.kind === 'read' ? [message.stretch.bytes.buffer as ArrayBuffer] : [],
    );
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    for (const { reject } of this.#waiting.splice(0)) {
      reject(this.#failure);
    }
  }
}
