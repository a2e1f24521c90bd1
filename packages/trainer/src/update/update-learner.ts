import type { TwoTowerModel } from '@twotower/core';
import type { TowerBatch } from '@twotower/features';
import type { Config } from '@twotower/schema';
import type { BundleContent } from '@twotower/store';
import type { TrainingData } from '../prepare/prepare.ts';
import type { OnProgress } from '../progress.ts';
import type { BaseBundle } from './base-bundle.ts';
import type { Evidence } from './full/decide.ts';
import type { RenewedLearner } from './full/renewed-learner.ts';
import type { ServedModel } from './full/served-at.ts';
import type { WindowEvents } from './full/window-events.ts';
import type { Increment } from './increment.ts';

/**
 * Who learns in updates. What is read of the log, who has a row, what is published and kept, and what a gate decides, is not its
 * affair: so the protocol can be held against a learner that is obvious.
 */
export interface UpdateLearner {
  /**
   * Moves an increment's rows of IDs, and nothing else of its model, by the positives that have a weight, once, in the order of
   * time. What it has to remember for the next stretch is `increment.held`.
   */
  learnStretch(config: Config, increment: Increment, data: TrainingData): Promise<void>;
  /** `[items, dim]`: the vectors of some items. */
  itemVectors(model: TwoTowerModel, items: TowerBatch): Float32Array;
  /** Learns a window by one epoch from the renewed learner on, and examines what came of it beside the champion. */
  learnNight(night: NightLesson): Promise<NightResult>;
}

/** What a full update has to learn. */
export interface NightLesson {
  readonly config: Config;
  readonly base: BaseBundle;
  readonly events: WindowEvents;
  readonly renewed: RenewedLearner;
  readonly data: TrainingData;
  /** The champion as it was served when what is held out began. */
  readonly champion: () => Promise<ServedModel>;
  readonly onProgress?: OnProgress;
}

/** What a night came to: a model that may take the champion's place. */
export interface NightResult {
  /** Its bundle but for where that stands: parent, kind, place in the log and what waits for rows are the update's. */
  readonly content: BundleContent;
  readonly findings: Omit<Evidence, 'window' | 'trained' | 'heldOut'>;
}
