import type { Config } from '@twotower/schema';
import type { OnProgress } from '../progress.ts';
import type { Split } from './prepare.ts';

/** Whether the log tells what came before what: by times, or because its split takes each user's last rows. */
export function hasOrder({ schema }: Config, { kind }: Pick<Split, 'kind'>): boolean {
  return schema.event.time !== undefined || kind === 'leave-last-out';
}

/**
 * The config with each history of `auto` made one of `earlier` items where the log has an order, else one of `others`: rows of a
 * file without times are often sorted by something else, and what stands above a row came not before it.
 */
export function settleOrder(config: Config, split: Split, onProgress?: OnProgress): Config {
  const { user } = config.schema;
  const isOrdered = hasOrder(config, split);
  const of = isOrdered ? ('earlier' as const) : ('others' as const);
  const open = Object.entries(user.features).filter(([, f]) => f.kind === 'history' && f.of === 'auto');
  if (open.length === 0) {
    return config;
  }
  if (!isOrdered) {
    const message =
      'the log has no times, so a history is of all other items of a user, in no order (schema.user.features: of: auto)';
    onProgress?.({ kind: 'notice', message });
  }
  const settled = Object.fromEntries(
    open.map(([name, f]) => [name, f.kind === 'history' ? { ...f, of } : f]),
  );
  return {
    ...config,
    schema: { ...config.schema, user: { ...user, features: { ...user.features, ...settled } } },
  };
}
