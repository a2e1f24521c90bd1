import { modelFromTensors, modelTensors, type TwoTowerModel } from '@twotower/core';
import type { FittedFeatures } from '@twotower/features';
import { floatTensors, type Tensors } from '@twotower/store';
import { TrainerError } from '../error.ts';
import { groupOf, inGroup } from './tensor-groups.ts';

/**
 * All that learning on needs, as named tensors: `dense/<part>` and `table/<table>`, the weights that learn;
 * `row-accumulator/<table>`; `ids/<side>-times`, `-last` and `-free`, how often and how lately IDs were seen and which rows are
 * free; and what the teacher holds beside the model: `step/..` (accumulators of the dense weights, a learnt
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

const groups = ['dense', 'table', 'row-accumulator', 'ids', 'step', 'negatives'] as const;
const sides = ['user', 'item'] as const;

/** Views on the model's arrays, not copies. */
export function learnerState({ passes, model, held }: Learner, fitted: FittedFeatures): LearnerState {
  const { dense, tables, accumulators } = modelTensors(model);
  return {
    passes,
    tensors: {
      ...inGroup('dense', dense),
      ...inGroup('table', tables),
      ...inGroup('row-accumulator', accumulators),
      ...inGroup('ids', Object.assign({}, ...sides.map((side) => rowsOf(side, fitted)))),
      ...held,
    },
  };
}

function rowsOf(side: (typeof sides)[number], fitted: FittedFeatures): Tensors {
  const { ids } = fitted[side];
  const { times, last } = ids.sightings;
  const free = Int32Array.from(ids.free());
  return {
    [`${side}-times`]: { shape: [times.length], data: times },
    [`${side}-last`]: { shape: [last.length], data: last },
    [`${side}-free`]: { shape: [free.length], data: free },
  };
}

/**
 * The learner of a state; its arrays are copied, and the features' IDs take up when they were seen. What the teacher held is checked when a teacher takes it up.
 *
 * @throws TrainerError naming the tables that are missing, too many or of another size than the features need, and tensors of no
 *   known group
 */
export function openLearner(fitted: FittedFeatures, state: LearnerState): Learner {
  const { user, item, tables } = fitted;
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
  for (const side of sides) {
    restoreRows(side, fitted, own.ids);
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

function restoreRows(side: (typeof sides)[number], fitted: FittedFeatures, saved: Tensors): void {
  const [times, last, free] = ['times', 'last', 'free'].map((part) => saved[`${side}-${part}`]?.data);
  if (!(times instanceof Float64Array && last instanceof Float64Array && free instanceof Int32Array)) {
    throw wrong(`ids/${side}-times, -last or -free is missing or of another type`);
  }
  fitted[side].ids.restore({ times, last }, free);
}

function wrong(what: string): TrainerError {
  return new TrainerError('data', `the learner's state: ${what}; it is of another model: train anew`);
}
