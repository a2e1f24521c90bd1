import type { Config, Report } from '@twotower/schema';

/** All that the page of an experiment shows. Strings may be anything a user's files hold. */
export interface PageInput {
  readonly report: Report;
  readonly config: Config;
  readonly machine: Machine;
  readonly madeAt: Date;
  /** `[items]` training positives. */
  readonly counts: Float64Array;
  readonly shown: readonly Shown[];
  readonly examples: readonly PageExample[];
}

export interface Machine {
  /** The engine and why it was taken. */
  readonly engine: string;
  readonly node: string;
  readonly cores: number;
  readonly memoryBytes: number;
}

/** How often a scorer recommends each item within `k`: `[items]`. */
export interface Shown {
  readonly scorer: string;
  readonly items: Uint32Array;
}

/** One user: what was taken before, what was recommended, what was taken then. */
export interface PageExample {
  readonly user: string;
  /** How many items the user took before; `history` has the newest of them, newest first. */
  readonly taken: number;
  readonly history: readonly PageItem[];
  readonly model: readonly RankedItem[];
  readonly rival?: { readonly name: string; readonly items: readonly RankedItem[] };
  /** The test items, with their ranks in the model's list where they stand in it. */
  readonly relevant: readonly (PageItem & { readonly rank?: number })[];
}

export interface PageItem {
  readonly id: string;
  /** The values of `schema.item.attributes`, as text; empty where an item has none. */
  readonly attributes: readonly string[];
}

export interface RankedItem extends PageItem {
  readonly isHit: boolean;
}
