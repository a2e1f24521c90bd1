import type { TwoTowerModel } from '@twotower/core';
import type { Engine, Learns } from '@twotower/core/train';
import type { Tensors } from '@twotower/store';
import type { LearningConfig } from '../prepare/learning-config.ts';
import type { TrainingData } from '../prepare/prepare.ts';
import type { OnProgress } from '../progress.ts';
import type { Feed } from './feed.ts';

/** What a teacher is given: whom to teach, what of it learns, and what from. */
export interface Lessons {
  readonly engine: Engine;
  readonly config: LearningConfig;
  readonly data: TrainingData;
  readonly feed: Feed;
  readonly model: TwoTowerModel;
  /** What of the model moves. */
  readonly learns: Learns;
  /** What the teacher of an earlier run held beside the model. */
  readonly held?: Tensors;
  readonly onProgress?: OnProgress;
  /** What to throw where the loss is no longer a number. */
  readonly notFinite: (loss: number, pass: number, done: number, blame?: string) => Error;
}
