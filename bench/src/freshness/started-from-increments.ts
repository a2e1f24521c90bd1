import type { NightLesson, UpdateLearner } from '@twotower/trainer';

/**
 * A learner whose nights start from the rows of IDs as increments had left them when what is held out began: what the product
 * does not do. All else, layers and features among it, moves in nights alone and is the last full bundle's.
 */
export function startedFromIncrements(learner: UpdateLearner): UpdateLearner {
  return {
    ...learner,
    async learnNight(lesson) {
      await takeRows(lesson);
      return learner.learnNight(lesson);
    },
  };
}

async function takeRows({ renewed, champion }: NightLesson): Promise<void> {
  const { fitted, model } = await champion();
  for (const side of ['user', 'item'] as const) {
    const name = `${side}-ids`;
    const served = model.tables.get(name);
    if (served === undefined) continue;
    const { dim } = served;
    const { state, average } = renewed.learner;
    const tables = [state.tensors[`table/${name}`]?.data, average?.tables[name]?.data];
    const { ids } = renewed.fitted[side];
    for (let row = 1; row < served.rows; row++) {
      const id = fitted[side].ids.id(row);
      const own = id === undefined ? 0 : ids.row(id);
      if (own === 0) continue;
      for (const table of tables) {
        if (table instanceof Float32Array)
          table.set(served.values.subarray(row * dim, (row + 1) * dim), own * dim);
      }
    }
  }
}
