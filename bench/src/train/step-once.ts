import { createModel } from '@twotower/core';
import { tell } from '../measure/in-process.ts';
import { drawBatches } from './draw-batches.ts';
import type { EngineKind } from './engine-kind.ts';
import { problem } from './problem.ts';
import { taughtTogether } from './taught-together.ts';

export interface StepOnce {
  readonly batch: number;
  readonly engine: EngineKind;
  readonly threads: number;
  readonly seconds: number;
}

/** Measures the step rate on the problem, batches drawn beforehand. */
export async function stepOnce({ batch, engine, threads, seconds }: StepOnce): Promise<void> {
  // TensorFlow takes its number of threads from the process, before any thread loads it.
  process.env.TF_NUM_INTRAOP_THREADS = '1';
  const { users, items, dim, hidden, temperature, learningRate, seed } = problem;
  const tower = (side: string) => ({
    inputs: [{ feature: 'id', table: `${side}-ids` }],
    hidden: [hidden],
    residual: false,
  });
  const model = createModel({
    dim,
    tables: [
      { name: 'user-ids', rows: users + 1 },
      { name: 'item-ids', rows: items + 1 },
    ],
    user: tower('user'),
    item: tower('item'),
    seed,
  });
  const options = { temperature, learningRate };
  tell(await taughtTogether({ engine, model, batches: drawBatches(batch), options, threads, seconds }));
}
