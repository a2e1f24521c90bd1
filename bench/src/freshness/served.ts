import type { RawRecord } from '@twotower/features';
import { type Config, scoreTerms } from '@twotower/schema';
import { RecallEngine } from '@twotower/serving';
import type { OpenBundle, Store } from '@twotower/store';
import type { ReplayClock } from './replay.ts';
import type { View } from './strategies.ts';

/** More than any replay has: none may be forgotten. */
const limits = { events: 10_000_000, perUser: 1_000_000 };

/** A store as it is served under each view: recall engines that read its event log. */
export class Served {
  readonly #withPrior: RecallEngine;
  readonly #without: RecallEngine;

  private constructor(withPrior: RecallEngine, without: RecallEngine) {
    this.#withPrior = withPrior;
    this.#without = without;
  }

  static async open(store: Store, clock: ReplayClock): Promise<Served> {
    const options = { clock: () => clock.now, events: store.events, limits, onNotice: refuse };
    const engine = await RecallEngine.open({ ...options, store });
    const { aliases, deltas } = store;
    const bundles = withoutPrior(store);
    const { weight } = scoreTerms(engine.asked().state.base.config);
    // Updates keep the terms of the first bundle.
    const without =
      weight === 0 ? engine : await RecallEngine.open({ ...options, store: { aliases, deltas, bundles } });
    return new Served(engine, without);
  }

  /** What the log and the alias say by now. */
  async refresh(): Promise<void> {
    for (const engine of this.#engines) {
      await engine.refresh();
      await engine.idle();
    }
  }

  putItem(id: string, record: RawRecord): void {
    for (const engine of this.#engines) engine.putItem(id, record);
  }

  /** The ids of a user's `k` best items under a view, without those that they have had. */
  recall(view: View, userId: string, k: number): readonly string[] {
    const engine = view.prior ? this.#withPrior : this.#without;
    const history = view.history ? {} : { history: this.#stored(engine, userId) };
    return engine.recall({ userId, k, ...history }).items.map(({ itemId }) => itemId);
  }

  /** Items that the user has had, newer ones included. */
  seen(userId: string): ReadonlySet<string> {
    return new Set(this.#withPrior.user(userId).history.map(({ itemId }) => itemId));
  }

  #stored(engine: RecallEngine, userId: string): readonly string[] {
    const { users, items } = engine.asked().state;
    return Array.from(users.stored(userId)?.history ?? [], (row) => items.catalogue.ids[row]);
  }

  /** The config of the bundle that is served. */
  get config(): Config {
    return this.#withPrior.asked().state.base.config;
  }

  /** Whether a view answers like no view before it: where scores have no prior there is none to leave out. */
  isDistinct({ prior }: View): boolean {
    return prior || this.#without !== this.#withPrior;
  }

  get #engines(): ReadonlySet<RecallEngine> {
    return new Set([this.#withPrior, this.#without]);
  }
}

/** A bundle that is served another way than it should be would spoil the figures. */
function refuse(message: string): never {
  throw new Error(message);
}

/** The same bundles, whose scores have no prior. */
function withoutPrior({ bundles }: Pick<Store, 'bundles'>): Store['bundles'] {
  return {
    ...bundles,
    async open(id) {
      const bundle = await bundles.open(id);
      const config = async () => ({ ...(await configOf(bundle)), prior: 'none' });
      return { ...bundle, config };
    },
  };
}

async function configOf(bundle: OpenBundle): Promise<object> {
  const config = await bundle.config();
  if (typeof config !== 'object' || config === null) {
    throw new Error(`bundle ${bundle.manifest.id} has no config`);
  }
  return config;
}
