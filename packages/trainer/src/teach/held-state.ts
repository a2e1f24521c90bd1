import type { TrainStep } from '@twotower/core/train';
import { floatTensors, type Tensors } from '@twotower/store';
import type { SharedNegatives } from './negatives.ts';
import { exportNegatives } from './negatives-state.ts';
import { groupOf, inGroup } from './tensor-groups.ts';

/** What a teacher holds beside the model, copied: all of its step's under `step/`, of its negatives' under `negatives/`. */
export function heldState(step: TrainStep, negatives: SharedNegatives): Tensors {
  return { ...inGroup('step', step.state()), ...exportNegatives(negatives) };
}

/** Gives the step what {@link heldState} took of it. @throws CoreError naming what is missing or too many */
export function restoreStep(step: TrainStep, held: Tensors): void {
  step.restore(floatTensors(groupOf(held, 'step'), 'state of the train step'));
}
