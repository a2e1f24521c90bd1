import { createModel, type TwoTowerModel } from '@twotower/core';
import type { Config } from '@twotower/schema';
import type { Store, Tensors } from '@twotower/store';
import { modelShape } from '../prepare/model-shape.ts';
import type { TrainingData } from '../prepare/prepare.ts';
import type { OnProgress } from '../progress.ts';
import { type CheckpointName, loadCheckpoint } from './checkpoint.ts';
import { type LearnerState, openLearner } from './learner-state.ts';
import type { StoredLearner } from './served-learner.ts';
import { type SavedWeights, type ServedWeights, servedWeights } from './served-weights.ts';
import { beginning, type Standing } from './standing.ts';

export interface BeginOptions {
  /** Whom to teach on, over the same features; by default a fresh model. */
  readonly from?: Pick<StoredLearner, 'state' | 'average'>;
  /** A run of the same config that paused: it goes on where it stood. Copied. */
  readonly paused?: PausedRun;
  /** Where checkpoints are; without a store there are none. */
  readonly store?: Pick<Store, 'checkpoints'>;
  /** The checkpoint's name, where a run has several loops. */
  readonly checkpoint?: CheckpointName;
  /** Whether an interrupted run goes on. */
  readonly resume?: boolean;
  readonly onProgress?: OnProgress;
}

/** All that a run needs to go on as if it had never paused. */
export interface PausedRun {
  readonly standing: Standing;
  readonly learner: LearnerState;
  readonly saved: SavedWeights;
}

/** Where a run begins. */
export interface BegunRun {
  readonly standing: Standing;
  /** The model that learns. */
  readonly model: TwoTowerModel;
  readonly served: ServedWeights;
  /** What the teacher of the run before held. */
  readonly held?: Tensors;
}

/**
 * A fresh learner, the one that is to be taught on, or that of an interrupted run. All is copied out of a checkpoint, so that
 * it is not held beside the model.
 *
 * @param validated whether a validation part tells the best epoch
 * @param fingerprint of the run, see `fingerprintOf`
 * @throws TrainerError where checkpoint or learner is of another model
 */
export async function beginRun(
  config: Config,
  { fitted }: Pick<TrainingData, 'fitted'>,
  validated: boolean,
  fingerprint: string,
  { from, paused, store, checkpoint = 'select', resume, onProgress }: BeginOptions,
): Promise<BegunRun> {
  const { averaging } = config.training;
  const checkpointed = store && resume ? await loadCheckpoint(store, checkpoint, fingerprint) : undefined;
  const found = checkpointed ?? paused;
  if (checkpointed) {
    onProgress?.({ kind: 'notice', message: `resuming after epoch ${checkpointed.learner.passes}` });
  } else if (resume && checkpoint === 'select') {
    // A run that was interrupted while it selected has not begun the loop after it.
    const message = 'no checkpoint to resume from; starting from the first epoch';
    onProgress?.({ kind: 'notice', message });
  }
  const state = found?.learner ?? from?.state;
  if (state === undefined) {
    const model = createModel(modelShape(config, fitted));
    return { standing: beginning, model, served: servedWeights(model, averaging, validated) };
  }
  const { passes, model, held } = openLearner(fitted, state);
  const saved = found?.saved ?? { average: from?.average };
  return {
    standing: found?.standing ?? { ...beginning, nextEpoch: passes + 1 },
    model,
    held,
    served: servedWeights(model, averaging, validated, saved),
  };
}
