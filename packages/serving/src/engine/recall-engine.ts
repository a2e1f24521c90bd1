import { randomUUID } from 'node:crypto';
import { RowSet } from '@twotower/index';
import type { Report } from '@twotower/schema';
import type { Store } from '@twotower/store';
import { answerRecall, checkedK, nearestItems } from '../answer/answer-recall.ts';
import { ServingError } from '../error.ts';
import type { RecallAnswer, RecallRequest, SimilarAnswer, UserActivity, UserProfile } from '../request.ts';
import { loadServedBundle, type ServedBundle } from '../state/served-bundle.ts';

export interface EngineOptions {
  readonly store: Pick<Store, 'bundles' | 'aliases'>;
  /** The name whose bundle is served; default `champion`. */
  readonly alias?: string;
  /** Serves this bundle for good instead of an alias's. */
  readonly bundleId?: string;
  /** Told in one line of bundles that cannot be served and of slower stand-ins. */
  readonly onNotice?: (message: string) => void;
  /** What time it is, in milliseconds since 1970; default the machine's clock. */
  readonly clock?: () => number;
}

/** What is being served. */
export interface EngineInfo {
  readonly name: string;
  readonly bundleId: string;
  readonly deltaSequence: number;
  readonly items: number;
  readonly users: number;
  readonly dim: number;
  readonly indexKind: string;
  readonly createdAt: string;
  readonly report: Report;
}

interface Target {
  readonly bundleId: string;
  readonly deltaSequence: number;
}

/** A target that could not be loaded is tried again after this long, in milliseconds. */
const retryAfter = 30_000;

/**
 * Answers recalls from the bundle an alias points at. Each call works on one bundle from beginning to end; a refresh
 * swaps between calls.
 */
export class RecallEngine {
  readonly #options: EngineOptions;
  readonly #clock: () => number;
  #served: ServedBundle | undefined;
  #unready = '';
  #behind: string | undefined;
  #failed: (Target & { readonly at: number }) | undefined;
  #refreshing: Promise<boolean> | undefined;

  private constructor(options: EngineOptions) {
    this.#options = options;
    this.#clock = options.clock ?? Date.now;
  }

  /**
   * Loads what there is to serve. Where the alias points at a broken bundle, the newest of its earlier targets that is whole
   * is served in its place and {@link RecallEngine.behind} says so. Where there is none the engine opens all the same, says
   * why in {@link RecallEngine.unready}, and serves after a later {@link RecallEngine.refresh}.
   *
   * @throws StoreError where `bundleId` is given and cannot be read
   */
  static async open(options: EngineOptions): Promise<RecallEngine> {
    const engine = new RecallEngine(options);
    if (options.bundleId === undefined) await engine.refresh();
    else await engine.#load({ bundleId: options.bundleId, deltaSequence: 0 });
    return engine;
  }

  /** Why nothing can be served; undefined where something is. */
  get unready(): string | undefined {
    return this.#served === undefined ? this.#unready : undefined;
  }

  /** Why another bundle is served than the one that the alias points at; undefined where it is that one. */
  get behind(): string | undefined {
    return this.#behind;
  }

  /**
   * Serves what the alias points at now; true where that changed something. A bundle that cannot be loaded is
   * reported through `onNotice`, and the one before it stays.
   */
  refresh(): Promise<boolean> {
    this.#refreshing ??= this.#follow().finally(() => {
      this.#refreshing = undefined;
    });
    return this.#refreshing;
  }

  /** @throws ServingError */
  recall(request: RecallRequest, requestId: string = randomUUID()): RecallAnswer {
    const served = this.#bundle();
    const { source, items } = answerRecall(served, request, this.#clock());
    return { requestId, bundleId: served.id, deltaSequence: served.deltaSequence, source, items };
  }

  /** The `k` items nearest to an item by the cosine of the item tower's vectors, without itself. @throws ServingError NOT_FOUND for an unknown item */
  similar(itemId: string, k: number): SimilarAnswer {
    const served = this.#bundle();
    const { catalogue, itemVectors, model } = served;
    const row = catalogue.row(itemId);
    if (row === undefined) {
      const message = `itemId: no item ${JSON.stringify(itemId.slice(0, 80))} in bundle ${served.id}`;
      throw new ServingError('NOT_FOUND', message, { field: 'itemId' });
    }
    const vector = itemVectors.subarray(row * model.dim, (row + 1) * model.dim);
    const others = RowSet.all(catalogue.ids.length);
    others.delete(row);
    return {
      itemId,
      attributes: catalogue.attributes(row),
      bundleId: served.id,
      items: nearestItems(served, served.similar, vector, checkedK(k, catalogue.ids.length), others),
    };
  }

  /** What the bundle holds of a user. */
  user(userId: string): UserProfile {
    const { users, catalogue } = this.#bundle();
    const row = users.row(userId);
    if (row === undefined) return { userId, known: false, features: {}, history: [] };
    const history = Array.from(users.history(row), (item) => ({
      itemId: catalogue.ids[item],
      attributes: catalogue.attributes(item),
    }));
    return { userId, known: true, features: users.profile(row), history: history.reverse() };
  }

  /** Known users whose id begins with `prefix`, most active first. */
  users(prefix: string, limit: number): UserActivity[] {
    return this.#bundle().users.mostActive(prefix, limit);
  }

  info(): EngineInfo {
    const { config, id, deltaSequence, catalogue, users, model, index, createdAt, report } = this.#bundle();
    return {
      name: config.name,
      bundleId: id,
      deltaSequence,
      items: catalogue.ids.length,
      users: users.ids.length,
      dim: model.dim,
      indexKind: index.kind,
      createdAt,
      report,
    };
  }

  #bundle(): ServedBundle {
    if (this.#served === undefined) throw new ServingError('NOT_READY', this.#unready);
    return this.#served;
  }

  async #follow(): Promise<boolean> {
    const { store, alias = 'champion', bundleId, onNotice } = this.#options;
    if (bundleId !== undefined) return false;
    const target = await store.aliases.get(alias);
    if (target === undefined) {
      this.#unready = `no bundle has the alias ${alias}; train one with --promote, or promote one that is there (commands: train --promote, promote ID)`;
      return false;
    }
    if (this.#served !== undefined && isSame(this.#served.id, this.#served.deltaSequence, target)) {
      this.#behind = undefined;
      return false;
    }
    const failed = this.#failed;
    if (
      failed &&
      isSame(failed.bundleId, failed.deltaSequence, target) &&
      this.#clock() - failed.at < retryAfter
    ) {
      return false;
    }
    try {
      await this.#load(target);
      this.#behind = undefined;
      return true;
    } catch (error) {
      this.#failed = { bundleId: target.bundleId, deltaSequence: target.deltaSequence, at: this.#clock() };
      const reason = error instanceof Error ? error.message : String(error);
      this.#unready = `${alias} is bundle ${target.bundleId}, which cannot be served: ${reason}; train another one or go back to the one before (commands: train --promote, rollback)`;
      const stoodIn = this.#served === undefined && (await this.#loadEarlier(alias, target));
      this.#behind =
        this.#served && `${this.#unready}; ${this.#served.id} is served ${stoodIn ? 'in its place' : 'on'}`;
      onNotice?.(this.#behind ?? this.#unready);
      return stoodIn;
    }
  }

  /** Serves the newest whole one of the targets that the alias had before. */
  async #loadEarlier(alias: string, damaged: Target): Promise<boolean> {
    const tried = new Set([damaged.bundleId]);
    for (const { bundleId, deltaSequence } of await this.#options.store.aliases.history(alias)) {
      if (tried.has(bundleId)) continue;
      tried.add(bundleId);
      try {
        await this.#serve({ bundleId, deltaSequence });
        return true;
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        this.#options.onNotice?.(`${alias} was bundle ${bundleId}, which cannot be served either: ${reason}`);
      }
    }
    return false;
  }

  async #load(target: Target): Promise<void> {
    await this.#serve(target);
    this.#failed = undefined;
  }

  async #serve({ bundleId, deltaSequence }: Target): Promise<void> {
    if (this.#served?.id === bundleId) {
      // The bundle is the same: nothing of it is read again.
      this.#served = { ...this.#served, deltaSequence };
      return;
    }
    const bundle = await this.#options.store.bundles.open(bundleId);
    this.#served = await loadServedBundle(bundle, deltaSequence, this.#options.onNotice);
  }
}

function isSame(bundleId: string, deltaSequence: number, target: Target): boolean {
  return bundleId === target.bundleId && deltaSequence === target.deltaSequence;
}
