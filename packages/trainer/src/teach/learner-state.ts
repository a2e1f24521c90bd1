import { modelFromTensors, modelTensors, type TwoTowerModel } from '@twotower/core';
import type { FittedFeatures } from '@twotower/features';
import { floatTensors, type Tensors } from '@twotower/store';
import { TrainerError } from '../error.ts';
import { groupOf, inGroup } from './tensor-groups.ts';

/**
 * All that learning on needs, as named tensors: `dense/<part>` and `table/<table>`, the weights that learn;
 * `row-accumulator/<table>`; and what the teacher holds beside the model: `step/..` (accumulators of the dense weights, a learnt
 * temperature, steps of dropout) and `negatives/..` (estimated frequencies, past vectors). What is drawn by chance follows
 * from the seed and the number of the pass. A checkpoint, a bundle and a warm start are three envelopes of it.
 */
export interface LearnerState {
  /** Passes that it has been through: the next one is this and one. */
  readonly passes: number;
  readonly tensors: Tensors;
}

/** Someone who can learn on. */
export interface Learner {
  readonly passes: number;
  readonly model: TwoTowerModel;
  /** What its teacher held, see `heldState`. */
  readonly held: Tensors;
}

const groups = ['dense', 'table', 'row-accumulator', 'step', 'negatives'] as const;

/** Views on the model's arrays, not copies. */
export function learnerState({ passes, model, held }: Learner): LearnerState {
  const { dense, tables, accumulators } = modelTensors(model);
  return {
    passes,
    tensors: {
      ...inGroup('dense', dense),
      ...inGroup('table', tables),
      ...inGroup('row-accumulator', accumulators),
      ...held,
    },
  };
}

/**
 * The learner of a state; its arrays are copied. What the teacher held is checked when a teacher takes it up.
 *
 * @throws TrainerError naming the tables that are missing, too many or of another size than the features need, and tensors of no
 *   known group
 */
export function openLearner({ user, item, tables }: FittedFeatures, state: LearnerState): Learner {
  const own = Object.fromEntries(groups.map((group) => [group, groupOf(state.tensors, group)]));
  const unknown = Object.keys(state.tensors).find((name) => !groups.some((g) => name.startsWith(`${g}/`)));
  if (unknown !== undefined) {
    throw wrong(`tensor ${unknown} is of no group that is known`);
  }
  for (const group of ['table', 'row-accumulator'] as const) {
    for (const { name, rows } of tables) {
      const found = own[group][name]?.shape[0];
      if (found !== rows) {
        throw wrong(
          `${group}/${name} ${found === undefined ? 'is missing' : `has ${found} rows`}, expected ${rows}`,
        );
      }
    }
    const surplus = Object.keys(own[group]).find((name) => !tables.some((table) => table.name === name));
    if (surplus !== undefined) {
      throw wrong(`${group}/${surplus} is there, which the features do not know`);
    }
  }
  return {
    passes: state.passes,
    model: modelFromTensors({
      user: user.inputs,
      item: item.inputs,
      dense: floatTensors(own.dense, 'learner'),
      tables: floatTensors(own.table, 'learner'),
      accumulators: floatTensors(own['row-accumulator'], 'learner'),
    }),
    held: { ...inGroup('step', own.step), ...inGroup('negatives', own.negatives) },
  };
}

function wrong(what: string): TrainerError {
  return new TrainerError('data', `the learner's state: ${what}; it is of another model: train anew`);
}
