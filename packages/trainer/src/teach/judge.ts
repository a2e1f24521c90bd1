import type { TwoTowerModel } from '@twotower/core';
import type { Engine } from '@twotower/core/train';
import type { Config } from '@twotower/schema';
import type { Examination } from '../examine/examination.ts';
import type { TrainingData } from '../prepare/prepare.ts';
import { collapseOf } from './collapse.ts';
import { deadIds } from './dead-ids.ts';
import type { Judgement } from './run.ts';
import type { TaughtPass } from './teacher.ts';
import { validate } from './validate.ts';

export interface JudgedRun {
  readonly engine: Engine;
  readonly config: Config;
  readonly data: TrainingData;
  /** The model that learns. */
  readonly learning: TwoTowerModel;
  /** The one that is looked at. */
  readonly examined: TwoTowerModel;
  readonly validation: Examination | undefined;
}

/** Judges a pass by the validation part; without one the last pass is the best. */
export function judgeByValidation({ engine, config, data, learning, examined, validation }: JudgedRun) {
  return ({ record, diagnosis }: TaughtPass, pass: number): Judgement => {
    const found = validation && validate(engine, config, examined, data, validation);
    return {
      record: {
        ...record,
        ...(found && { validation: found.metrics }),
        ...(diagnosis && {
          diagnosis: {
            ...diagnosis,
            collapse: collapseOf(examined, data, config.training.seed),
            deadIds: deadIds(learning),
          },
        }),
      },
      value: found?.value ?? pass,
      ...(found && { metric: found.name }),
    };
  };
}
