import { type Config, publishedConfig } from '@twotower/schema';

/** Parts of a config by which a model learnt. */
const learntBy = ['schema', 'model', 'loss', 'negatives', 'training', 'prior', 'calibration'] as const;

/** Of training what says how long it goes on and who works on it, and what chance begins from: it says nothing of what was learnt. */
const ofOneRun = ['epochs', 'earlyStopping', 'maxSeconds', 'workers', 'seed'];

/** What of a config a model's shape, losses and steps depend on, as its file asks for it; goes into a bundle. */
export function askedOf(config: Config): Record<string, unknown> {
  const { data, ...rest } = publishedConfig(config);
  const parts = Object.fromEntries(learntBy.map((part) => [part, rest[part]]));
  const training = Object.fromEntries(
    Object.entries(rest.training).filter(([key]) => !ofOneRun.includes(key)),
  );
  return JSON.parse(JSON.stringify({ ...parts, training, data: { repeats: data.repeats } }));
}
