import { type Config, ConfigError } from '@twotower/schema';
import { askedOf } from '../prepare/asked-config.ts';
import type { BaseBundle } from './base-bundle.ts';
import { type Difference, differences } from './config-differences.ts';

/** A config by which a bundle is updated. */
export interface UpdateConfig {
  readonly config: Config;
  /** What the next bundle is to remember as asked for; absent where nobody knows what the model was asked to be. */
  readonly asked?: Readonly<Record<string, unknown>>;
  /** Keys that were changed and are taken over, in words. */
  readonly migrations: readonly string[];
}

/** What may change between two updates, and what it does then. */
const migrations: Readonly<Record<string, string>> = {
  'schema.item.attributes': 'the next full bundle shows them',
  'schema.item.availability': 'the next full bundle goes by it',
  'training.learningRate': 'learnt by from here on',
  'training.denseLearningRate': 'learnt by from here on',
  'training.batchSize': 'learnt by from here on',
  'training.halfLife': 'learnt by from here on',
  'training.l2': 'learnt by from here on',
  'training.positivesPerUser': 'learnt by from here on',
  'training.subsample': 'learnt by from here on',
};

/**
 * The config by which a bundle is updated: what it learnt by as it was settled then, with what can be taken over where the file says
 * something else by now, and all else as the file has it.
 *
 * @throws ConfigError naming the keys that changed since the bundle was trained and cannot
 */
export function updateConfig(
  file: Config,
  { id, config, learner }: Pick<BaseBundle, 'id' | 'config' | 'learner'>,
): UpdateConfig {
  const asked = askedOf(file);
  const changed = learner.asked === undefined ? [] : differences(learner.asked, asked);
  const taken = changed.filter(({ key }) => migrationOf(key) !== undefined);
  const refused = changed.filter(({ key }) => migrationOf(key) === undefined);
  if (refused.length > 0) {
    throw new ConfigError(
      `${refused.map((each) => inWords(each)).join('; ')} when bundle ${id} was trained; an update keeps it: put it back, or train anew`,
    );
  }
  const { attributes, availability } = file.schema.item;
  const isTaken = (key: string) => taken.some((each) => each.key.startsWith(key));
  const item = {
    ...config.schema.item,
    ...(isTaken('schema.item.attributes') && { attributes }),
    ...(isTaken('schema.item.availability') && { availability }),
  };
  const steps = Object.fromEntries(
    Object.entries(file.training).filter(([key]) => isTaken(`training.${key}`)),
  );
  const absent = taken.flatMap(({ key, now }) => (now === undefined ? [key.replace('training.', '')] : []));
  const training = {
    ...config.training,
    ...Object.fromEntries(absent.map((key) => [key, undefined])),
    ...steps,
  };
  return {
    ...(learner.asked && { asked }),
    migrations: taken.map((each) => `${inWords(each)}: ${migrationOf(each.key)}`),
    config: {
      ...file,
      ...config,
      schema: { ...config.schema, item },
      data: { ...file.data, repeats: config.data.repeats },
      loss: file.loss.kind === 'custom' ? file.loss : config.loss,
      negatives: file.negatives.some(({ kind }) => kind === 'custom') ? file.negatives : config.negatives,
      training: { ...training, workers: file.training.workers, seed: file.training.seed },
      index: file.index,
      evaluation: file.evaluation,
      update: file.update,
      gate: file.gate,
      daemon: file.daemon,
      alerts: file.alerts,
      retention: file.retention,
      store: file.store,
    },
  };
}

function migrationOf(key: string): string | undefined {
  return Object.entries(migrations).find(([own]) => key === own || key.startsWith(`${own}.`))?.[1];
}

function inWords({ key, before, now }: Difference): string {
  return `${key} is ${shown(now)} and was ${shown(before)}`;
}

function shown(value: unknown): string {
  return value === undefined ? 'absent' : JSON.stringify(value);
}
