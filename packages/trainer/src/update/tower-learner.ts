import { encodeTower } from '@twotower/core';
import type { Engine } from '@twotower/core/train';
import { learnTowers } from './full/learn-towers.ts';
import { teachIncrement } from './teach-increment.ts';
import type { UpdateLearner } from './update-learner.ts';

/** The two towers as learners of updates. */
export function towerLearner(engine: Engine): UpdateLearner {
  return {
    learnStretch: (config, increment, data) => teachIncrement(engine, config, increment, data),
    itemVectors(model, items) {
      const { size } = items;
      return encodeTower(model, 'item', items, undefined, engine.kernel).slice(0, size * model.dim);
    },
    learnNight: (lesson) => learnTowers(engine, lesson),
  };
}
