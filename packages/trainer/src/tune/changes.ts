import { isDeepStrictEqual } from 'node:util';
import { type Random, seededRandom } from '@twotower/core';
import type { Config } from '@twotower/schema';
import { searchSpace } from './search-space.ts';
import type { Setting } from './setting.ts';

const mostAttempts = 20;

/** What a trial changes in the config; the keys it does not name stay. */
export interface Changes {
  readonly schema?: Partial<Config['schema']>;
  readonly loss?: Config['loss'];
  readonly negatives?: Config['negatives'];
  readonly model?: Partial<Config['model']>;
  readonly training?: Partial<Config['training']>;
}

/**
 * The changes of a trial that is drawn: an odd one draws every setting anew; an even one draws one to three of them and leaves the
 * others as one of the leaders has them, as what is better still lies most often near what is good. It depends on the seed, its
 * number and the leaders alone.
 *
 * @param leaders the best configs so far; without any, the config itself
 */
export function drawChanges(config: Config, trial: number, leaders: readonly Config[] = []): Changes {
  const random = seededRandom(Math.imul(config.training.seed + 1, 0x9e3779b1) + trial);
  const near = leaders.length > 0 ? leaders[random.integer(leaders.length)] : config;
  const from = trial % 2 === 1 ? config : near;
  const chosen = trial % 2 === 1 ? searchSpace : some(searchSpace, 1 + random.integer(3), near, random);
  // A draw may give what there is: drawn again, as it would be the same trial once more.
  for (let attempt = 0; ; attempt++) {
    let drawn = from;
    for (const setting of chosen) {
      drawn = setting.applies(drawn) ? setting.draw(drawn, random) : drawn;
    }
    const isOther = !isDeepStrictEqual(drawn, from) && !isDeepStrictEqual(drawn, config);
    if (attempt === mostAttempts || isOther) {
      return changesBetween(config, drawn);
    }
  }
}

/** The config with a trial's changes. */
export function withChanges(config: Config, changes: Changes): Config {
  return {
    ...config,
    schema: { ...config.schema, ...changes.schema },
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

/** What a config changes in another. */
export function changesBetween(base: Config, changed: Config): Changes {
  const schema = differing(base.schema, changed.schema);
  const model = differing(base.model, changed.model);
  const training = differing(base.training, changed.training);
  return {
    ...(!isDeepStrictEqual(base.loss, changed.loss) && { loss: changed.loss }),
    ...(!isDeepStrictEqual(base.negatives, changed.negatives) && { negatives: changed.negatives }),
    ...(Object.keys(schema).length > 0 && { schema }),
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
