import { type Config, publishedConfig } from '@twotower/schema';

/** Parts of a config that a model learnt by: they stay until it is trained anew. */
const fixedParts = ['schema', 'model', 'loss', 'negatives'] as const;

/** What of a config a model's shape and losses depend on, as its file asks for it; goes into a bundle. */
export function askedOf(config: Config): Record<string, unknown> {
  const { data, ...rest } = publishedConfig(config);
  const parts = Object.fromEntries(fixedParts.map((part) => [part, rest[part]]));
  return JSON.parse(JSON.stringify({ ...parts, data: { repeats: data.repeats } }));
}
