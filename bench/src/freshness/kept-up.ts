import { readStretches } from '@twotower/data';
import type { Config } from '@twotower/schema';
import type { FolderStore, LogPosition } from '@twotower/store';
import {
  baseOf,
  type Engine,
  fullUpdate,
  incrementalUpdate,
  towerLearner,
  type UpdateTools,
  updateConfig,
} from '@twotower/trainer';
import { cpuSince } from '../measure/cpu-time.ts';
import { startedFromIncrements } from './started-from-increments.ts';
import type { Strategy } from './strategies.ts';

const ALIAS = 'champion';
/** Logs of a replay are small; of a larger one a twentieth is more than this. */
const leastHeldOut = 200;

/** What keeping a store up to date has come to. */
export interface Upkeep {
  fulls: number;
  rejected: number;
  deltas: number;
  /** Of a processor. */
  fullSeconds: number;
  incrementalSeconds: number;
}

/** A store that is kept up to date by a strategy: by the very functions that the worker's updates call. */
export class KeptUp {
  readonly upkeep: Upkeep = { fulls: 0, rejected: 0, deltas: 0, fullSeconds: 0, incrementalSeconds: 0 };
  readonly #engine: Engine;
  readonly #store: FolderStore;
  readonly #file: Config;
  readonly #folder: string;
  readonly #strategy: Strategy;

  /** @param folder what the paths of the config are relative to */
  constructor(engine: Engine, store: FolderStore, file: Config, folder: string, strategy: Strategy) {
    const { rehearse = file.update.rehearse } = strategy;
    this.#engine = engine;
    this.#store = store;
    this.#file = { ...file, update: { ...file.update, rehearse } };
    this.#folder = folder;
    this.#strategy = strategy;
  }

  /** An incremental update, where the strategy has them. */
  async increment(): Promise<void> {
    if (!this.#strategy.incremental) return;
    const began = process.cpuUsage();
    const base = await baseOf({ store: this.#store }, ALIAS);
    const { published } = await incrementalUpdate(await this.#tools(base), this.#store.events, base, ALIAS);
    this.upkeep.deltas += published.length;
    this.upkeep.incrementalSeconds += cpuSince(began) / 1000;
  }

  /** A full update, where the strategy has them. */
  async night(): Promise<void> {
    if (!this.#strategy.nightly) return;
    const began = process.cpuUsage();
    const base = await baseOf({ store: this.#store }, ALIAS);
    const tools = await this.#tools(base);
    const { kind } = await fullUpdate({ tools, log: this.#store.events, base, alias: ALIAS, leastHeldOut });
    if (kind === 'accepted') this.upkeep.fulls++;
    if (kind === 'rejected') this.upkeep.rejected++;
    this.upkeep.fullSeconds += cpuSince(began) / 1000;
  }

  async #tools(base: Awaited<ReturnType<typeof baseOf>>): Promise<UpdateTools> {
    const learner = towerLearner(this.#engine);
    const { config, asked } = updateConfig(this.#file, base);
    const { schema } = this.#file;
    const { events, folder } = this.#store;
    return {
      learner: this.#strategy.fromIncrements ? startedFromIncrements(learner) : learner,
      config,
      asked,
      store: this.#store,
      read: readStretches<LogPosition>(events, { ...config, schema }, this.#folder, folder),
    };
  }
}
