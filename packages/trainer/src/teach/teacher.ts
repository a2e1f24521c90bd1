import type { Tensors, TwoTowerModel } from '@twotower/core';
import type { Engine, StepDiagnosis } from '@twotower/core/train';
import type { RankedLists } from '@twotower/sampling';
import type { EpochRecord } from '@twotower/schema';
import type { LearningConfig } from '../prepare/learning-config.ts';
import type { TrainingData } from '../prepare/prepare.ts';
import type { OnProgress } from '../progress.ts';
import { teachHere } from './one-thread.ts';
import { teachInThreads } from './threads/teach-in-threads.ts';
import type { Windows } from './windows.ts';

/** Teaches one model, epoch by epoch. Between two epochs nothing writes to the model. */
export interface Teacher {
  /**
   * One epoch over the training part.
   *
   * @param mined what the model ranked for each user when the epoch began, where negatives are mined
   */
  teach(epoch: number, mined: RankedLists | undefined): Promise<EpochResult>;
  /** What it holds beside the model, for a checkpoint. */
  state(): Promise<Tensors>;
  end(): Promise<void>;
}

export interface EpochResult {
  readonly record: EpochRecord;
  /** Of a first batch of the epoch, before it was learnt. */
  readonly diagnosis?: StepDiagnosis;
}

export interface Lessons {
  readonly engine: Engine;
  readonly config: LearningConfig;
  readonly data: TrainingData;
  readonly windows: Windows;
  readonly model: TwoTowerModel;
  /** How many epochs there will be, for progress. */
  readonly epochs: number;
  /** What {@link Teacher.state} of an interrupted run gave. */
  readonly state?: Tensors;
  readonly onProgress?: OnProgress;
  /** What to throw where the loss is no longer a number; `blame` is what `blameFor` found. */
  readonly notFinite: (loss: number, epoch: number, done: number, blame?: string) => Error;
}

/** One worker teaches in this thread; the same seed then gives the same bytes. */
export function openTeacher(lessons: Lessons, workers: number): Promise<Teacher> {
  return workers === 1 ? teachHere(lessons) : teachInThreads(lessons, workers);
}
