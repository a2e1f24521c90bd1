import type { TwoTowerModel } from '@twotower/core';
import type { Engine } from '@twotower/core/train';
import type { Config, EpochRecord, Report, ScoreTerms } from '@twotower/schema';
import type { Store } from '@twotower/store';
import type { Chosen } from '../choose/choose-settings.ts';
import type { OnRanked } from '../examine/examine-all.ts';
import type { Split, TrainingData } from '../prepare/prepare.ts';
import type { OnProgress } from '../progress.ts';
import type { Learnt } from '../teach/served-learner.ts';

export interface RunOptions {
  readonly engine: Engine;
  readonly config: Config;
  /**
   * What the config's author has said, see `statedKeys`. With it and `choose: auto`, what is not said is chosen on the validation
   * part; without it the config is taken as it is.
   */
  readonly stated?: ReadonlySet<string>;
  readonly split: Split;
  /** Seconds that reading took, for the report. */
  readonly readSeconds?: number;
  /** What is known of the log already, for the report. */
  readonly warnings?: readonly string[];
  /** Checkpoints go here. */
  readonly store?: Store;
  readonly resume?: boolean;
  /** Whether a model is trained anew on training and validation part together; default yes. */
  readonly refit?: boolean;
  readonly onProgress?: OnProgress;
  readonly onEpoch?: (record: EpochRecord) => Promise<void>;
  readonly onRanked?: OnRanked;
}

/** A run whose config is settled. */
export type SettledOptions = RunOptions & Chosen;

export interface RunResult {
  readonly report: Report;
  /** As it was settled: what it left open has been chosen. */
  readonly config: Config;
  /** The model to serve. */
  readonly model: TwoTowerModel;
  readonly learnt: Learnt;
  readonly data: TrainingData;
  /** By what the model ranks beside its cosines. */
  readonly terms: ScoreTerms;
}
