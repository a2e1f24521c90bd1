import { isDeepStrictEqual } from 'node:util';
import { type Random, seededRandom } from '@twotower/core';
import type { Config } from '@twotower/schema';
import { searchSpace } from './search-space.ts';
import type { Setting } from './setting.ts';

const mostAttempts = 20;

/** What a trial changes in the config; the keys it does not name stay. */
export interface Changes {
  readonly loss?: Config['loss'];
  readonly negatives?: Config['negatives'];
  readonly model?: Partial<Config['model']>;
  readonly training?: Partial<Config['training']>;
}

/**
 * A trial's changes: those of trial 1, 3, 5, ... draw every setting anew; those of 2, 4, 6, ... draw one to three of them
 * and leave the others as the config has them, as a good config is most often bettered nearby. Trial 0 changes nothing.
 * A trial depends on the seed and its number alone.
 */
export function drawChanges(config: Config, trial: number): Changes {
  if (trial === 0) {
    return {};
  }
  const random = seededRandom(Math.imul(config.training.seed + 1, 0x9e3779b1) + trial);
  const chosen = trial % 2 === 1 ? searchSpace : some(searchSpace, 1 + random.integer(3), config, random);
  // A draw may give what the config has: drawn again, as it would be trial 0 once more.
  for (let attempt = 0; ; attempt++) {
    let drawn = config;
    for (const setting of chosen) {
      drawn = setting.applies(drawn) ? setting.draw(drawn, random) : drawn;
    }
    const changes = changesBetween(config, drawn);
    if (attempt === mostAttempts || Object.keys(changes).length > 0) {
      return changes;
    }
  }
}

/** The config with a trial's changes. */
export function withChanges(config: Config, changes: Changes): Config {
  return {
    ...config,
    ...(changes.loss && { loss: changes.loss }),
    ...(changes.negatives && { negatives: changes.negatives }),
    model: { ...config.model, ...changes.model },
    training: { ...config.training, ...changes.training },
  };
}

/** The changes in words, `tau 0.2`, one a setting that is not as the config has it. */
export function describeChanges(config: Config, changes: Changes): string[] {
  const changed = withChanges(config, changes);
  return searchSpace.flatMap((setting) => {
    const value = setting.value(changed);
    const isChanged = setting.applies(changed) && value !== undefined && value !== setting.value(config);
    return isChanged ? [`${setting.name} ${value}`] : [];
  });
}

function changesBetween(base: Config, changed: Config): Changes {
  const model = differing(base.model, changed.model);
  const training = differing(base.training, changed.training);
  return {
    ...(!isDeepStrictEqual(base.loss, changed.loss) && { loss: changed.loss }),
    ...(!isDeepStrictEqual(base.negatives, changed.negatives) && { negatives: changed.negatives }),
    ...(Object.keys(model).length > 0 && { model }),
    ...(Object.keys(training).length > 0 && { training }),
  };
}

function differing<T extends object>(base: T, changed: T): Partial<T> {
  const result: Partial<T> = {};
  for (const key in changed) {
    if (!isDeepStrictEqual(base[key], changed[key])) {
      result[key] = changed[key];
    }
  }
  return result;
}

/** So many settings that mean something for the config, in the order of the space. */
function some(space: readonly Setting[], count: number, config: Config, random: Random): Setting[] {
  const left = space.filter((setting) => setting.applies(config));
  while (left.length > count) {
    left.splice(random.integer(left.length), 1);
  }
  return left;
}
