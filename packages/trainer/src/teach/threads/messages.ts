import type { TwoTowerModel } from '@twotower/core';
import type { DenseState, EngineName, Learns, StepDiagnosis } from '@twotower/core/train';
import type { ContextDescription } from '@twotower/features';
import type { RankedLists } from '@twotower/sampling';
import type { Tensors } from '@twotower/store';
import type { LearningConfig } from '../../prepare/learning-config.ts';
import type { BatchData } from '../assemble-batch.ts';
import type { OrderedWindow } from '../epoch-order.ts';

/** What a thread begins with. Its arrays lie over shared memory: none is copied. */
export interface ThreadStart {
  /** From 0; it draws the thread's own stream of layer dropout. */
  readonly worker: number;
  readonly engine: EngineName;
  /** Whether the main thread trains with the native kernel. */
  readonly kernel: boolean;
  readonly config: LearningConfig;
  readonly data: Omit<BatchData, 'encodedContext'> & { readonly encodedContext: ContextDescription };
  /** `[items]`, positives an item. */
  readonly counts: Float64Array;
  /** `[items]`, how often each is expected among the positives of an epoch. */
  readonly drawn: Float64Array;
  readonly model: TwoTowerModel;
  readonly dense: DenseState;
  /** What of the model moves. */
  readonly learns: Learns;
  /** What an earlier run held beside the model. */
  readonly held?: Tensors;
  /** `[2]`: samples taught and the sum of their losses since an epoch began; the thread adds, the main thread clears. */
  readonly progress: Float64Array;
}

/** A window to teach, the same for all threads: each claims one batch after the other until none is left. */
export interface SharedWindow extends OrderedWindow {
  /** From 1. */
  readonly pass: number;
  readonly mined?: RankedLists;
  /** Batch b draws from the stream of `drawSeed + b`, whoever teaches it. */
  readonly drawSeed: number;
  /** `[1]`: the next batch that nobody has claimed. */
  readonly next: Int32Array;
}

/** What the main thread asks; each message is answered once. */
export type Ask =
  | { readonly kind: 'teach'; readonly window: SharedWindow; readonly diagnose: boolean }
  | { readonly kind: 'held' };

export type Answer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'taught'; readonly diagnosis?: StepDiagnosis }
  /** The window is not finished: the loss became that. */
  | { readonly kind: 'not-finite'; readonly loss: number; readonly blame?: string }
  | { readonly kind: 'held'; readonly held: Tensors }
  /** The thread threw and is of no more use. */
  | { readonly kind: 'failed'; readonly name: string; readonly message: string };
