import type { Config } from './config.ts';
import { describeSource, hidePasswords, type Source } from './source.ts';
import type { SplitConfig } from './split-config.ts';

const inCode = 'a function of the config file';

/** A config as it may be written into a bundle and shown: without passwords, functions replaced by a few words. */
export function publishedConfig(config: Config): Config {
  const { events, users, items, ...data } = config.data;
  const { loss, negatives, split } = config;
  // Whoever knows the address may post to it.
  const { webhook: _, ...alerts } = config.alerts;
  return {
    ...config,
    alerts,
    ...(split?.kind === 'files' && { split: publishedSplit(split) }),
    loss: loss.kind === 'custom' && typeof loss.loss === 'function' ? { ...loss, loss: inCode } : loss,
    negatives: negatives.map((negative) =>
      negative.kind === 'custom' && typeof negative.source === 'function'
        ? { ...negative, source: inCode }
        : negative,
    ),
    data: {
      ...data,
      events: published(events),
      ...(users !== undefined && { users: published(users) }),
      ...(items !== undefined && { items: published(items) }),
    },
  };
}

function publishedSplit(split: Extract<SplitConfig, { kind: 'files' }>): SplitConfig {
  const { validation } = split;
  return {
    ...split,
    test: published(split.test),
    ...(validation !== undefined && {
      validation: typeof validation === 'number' ? validation : published(validation),
    }),
  };
}

function published(source: Source): Source {
  if (typeof source === 'function') {
    return describeSource(source);
  }
  return typeof source === 'object' && 'postgres' in source && typeof source.postgres === 'string'
    ? { ...source, postgres: hidePasswords(source.postgres) }
    : source;
}
