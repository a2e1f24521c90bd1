import type { Store } from '@twotower/store';
import { ServedLine } from '../state/served-line.ts';
import type { BundleShelf } from './bundle-shelf.ts';

/** What an alias points at. */
export interface Target {
  readonly bundleId: string;
  readonly deltaSequence: number;
}

export interface FollowerOptions {
  readonly store: Pick<Store, 'aliases' | 'deltas'>;
  readonly shelf: BundleShelf;
  readonly alias: string;
  readonly clock: () => number;
  /** Called with a line that is about to be served in the place of another. */
  readonly onLine: (line: ServedLine) => void;
  readonly onNotice?: (message: string) => void;
}

/** A target that could not be loaded is tried again after this long, in milliseconds. */
const retryAfter = 30_000;

/** Serves what an alias points at: a bundle with its deltas up to a sequence. What cannot be served leaves what was served before. */
export class LineFollower {
  readonly #options: FollowerOptions;
  #line: ServedLine | undefined;
  #unready = '';
  #behind: string | undefined;
  #failed: (Target & { readonly at: number }) | undefined;
  #refreshing: Promise<boolean> | undefined;

  constructor(options: FollowerOptions) {
    this.#options = options;
  }

  get line(): ServedLine | undefined {
    return this.#line;
  }

  /** Why nothing can be served, while nothing is. */
  get unready(): string {
    return this.#unready;
  }

  /** Why something else is served than the alias points at; undefined where it is that. */
  get behind(): string | undefined {
    return this.#behind;
  }

  /** Serves a target. @throws StoreError and others where it cannot be served */
  async serve(target: Target): Promise<void> {
    const { base } = this.#line?.state ?? {};
    if (
      this.#line !== undefined &&
      base?.id === target.bundleId &&
      this.#line.sequence <= target.deltaSequence
    ) {
      await this.#catchUp(this.#line, target);
      return;
    }
    const line = new ServedLine(await this.#options.shelf.open(target.bundleId));
    try {
      await this.#catchUp(line, target);
    } catch (error) {
      // With nothing else to serve, the deltas before the damaged one are better than none.
      if (this.#line === undefined) this.#begin(line);
      throw error;
    }
    this.#begin(line);
  }

  /** Serves what the alias points at now; true where that changed something. */
  refresh(): Promise<boolean> {
    this.#refreshing ??= this.#follow().finally(() => {
      this.#refreshing = undefined;
    });
    return this.#refreshing;
  }

  async #follow(): Promise<boolean> {
    const { store, alias } = this.#options;
    const target = await store.aliases.get(alias);
    if (target === undefined) {
      this.#unready = `no bundle has the alias ${alias}; train one with --promote, or promote one that is there (commands: train --promote, promote ID)`;
      return false;
    }
    if (this.#serves(target)) {
      this.#behind = undefined;
      return false;
    }
    if (this.#hasJustFailed(target)) return false;
    const before = this.#served();
    try {
      await this.serve(target);
      this.#failed = undefined;
      this.#behind = undefined;
      return true;
    } catch (error) {
      await this.#standIn(target, error, before);
      return this.#served() !== before;
    }
  }

  #begin(line: ServedLine): void {
    this.#options.onLine(line);
    this.#line = line;
  }

  /** Applies deltas one after another; each is served when it is applied. */
  async #catchUp(line: ServedLine, { bundleId, deltaSequence }: Target): Promise<void> {
    while (line.sequence < deltaSequence) {
      await line.apply(await this.#options.store.deltas.open(bundleId, line.sequence + 1));
    }
  }

  /** Says why a target is not served, and where nothing is served looks for an earlier one that can be. */
  async #standIn(target: Target, error: unknown, before: string): Promise<void> {
    const { alias, clock, onNotice } = this.#options;
    this.#failed = { bundleId: target.bundleId, deltaSequence: target.deltaSequence, at: clock() };
    this.#unready = `${alias} is ${inWords(target)}, which cannot be served: ${reasonOf(error)}; train another one or go back to the one before (commands: train --promote, rollback)`;
    if (this.#line === undefined) await this.#serveEarlier(target);
    const isNew = this.#served() !== before;
    this.#behind =
      this.#line && `${this.#unready}; ${this.#served()} is served ${isNew ? 'in its place' : 'on'}`;
    onNotice?.(this.#behind ?? this.#unready);
  }

  /** Serves the newest whole one of what the alias had before, if any. */
  async #serveEarlier(damaged: Target): Promise<void> {
    const { store, alias, onNotice } = this.#options;
    const tried = new Set([inWords(damaged)]);
    for (const { bundleId, deltaSequence } of await store.aliases.history(alias)) {
      const target = { bundleId, deltaSequence };
      if (tried.has(inWords(target))) continue;
      tried.add(inWords(target));
      try {
        await this.serve(target);
        return;
      } catch (error) {
        onNotice?.(`${alias} was ${inWords(target)}, which cannot be served either: ${reasonOf(error)}`);
        if (this.#line !== undefined) return;
      }
    }
  }

  #serves({ bundleId, deltaSequence }: Target): boolean {
    return this.#line?.state.base.id === bundleId && this.#line.sequence === deltaSequence;
  }

  #served(): string {
    return this.#line === undefined
      ? ''
      : inWords({ bundleId: this.#line.state.base.id, deltaSequence: this.#line.sequence });
  }

  #hasJustFailed({ bundleId, deltaSequence }: Target): boolean {
    const failed = this.#failed;
    return (
      failed?.bundleId === bundleId &&
      failed.deltaSequence === deltaSequence &&
      this.#options.clock() - failed.at < retryAfter
    );
  }
}

function inWords({ bundleId, deltaSequence }: Target): string {
  return deltaSequence === 0 ? `bundle ${bundleId}` : `bundle ${bundleId} with delta ${deltaSequence}`;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
