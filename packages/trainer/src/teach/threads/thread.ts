import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { ConfigError } from '@twotower/schema';
import { TrainerError } from '../../error.ts';
import type { Answer, Ask, ThreadStart } from './messages.ts';

/** The thread's module, of the same kind as this one: compiled, or source where Node reads that. */
const module = new URL(`./training-thread${extname(import.meta.url)}`, import.meta.url);

interface Waiting {
  resolve(answer: Answer): void;
  reject(error: Error): void;
}

/** A worker thread that is asked one thing at a time. However it ends, who waits for it learns why. */
export class Thread {
  readonly #worker: Worker;
  #waiting: Waiting | undefined;
  #failure: Error | undefined;

  constructor(start: ThreadStart) {
    const name = `training thread ${start.worker + 1}`;
    this.#worker = new Worker(module, { workerData: start, name });
    this.#worker.on('message', (answer: Answer) => {
      if (answer.kind === 'failed') {
        this.#fail(
          answer.name === 'ConfigError'
            ? new ConfigError(answer.message)
            : new TrainerError('failed', `${name}: ${answer.message}`),
        );
      } else {
        this.#waiting?.resolve(answer);
      }
    });
    this.#worker.on('error', (error) =>
      this.#fail(new TrainerError('failed', `${name}: ${messageOf(error)}`)),
    );
    this.#worker.on('exit', (code) =>
      this.#fail(
        new TrainerError(
          'failed',
          `${name} ended with exit code ${code}; see above, or train with training.workers: 1`,
        ),
      ),
    );
  }

  /**
   * Resolves once the thread has begun.
   *
   * @throws TrainerError or ConfigError with the thread's message where it failed
   */
  begun(): Promise<Answer> {
    return this.#wait();
  }

  /** @throws TrainerError or ConfigError with the thread's message where it failed or ended */
  ask(question: Ask): Promise<Answer> {
    this.#worker.postMessage(question);
    return this.#wait();
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  #wait(): Promise<Answer> {
    return this.#failure
      ? Promise.reject(this.#failure)
      : new Promise((resolve, reject) => {
          this.#waiting = { resolve, reject };
        });
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    this.#waiting?.reject(this.#failure);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
