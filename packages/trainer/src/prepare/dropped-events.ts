import type { Dataset } from '@twotower/features';
import { type Config, ConfigError } from '@twotower/schema';
import { hardConfigs } from './hard-configs.ts';
import { type PositiveSource, selectEvents } from './positives.ts';

/**
 * Events that private negatives are drawn from; only what the config asks for is there. They lie in timelines as positives do: a
 * positive draws from what was dropped before it or at its own moment, never from its future.
 */
export type DroppedEvents = Readonly<Partial<Record<'log' | 'impressions', PositiveSource>>>;

/**
 * `log`: events of the types that the config calls hard or explicit negatives. `impressions`: all other events that are
 * no positives.
 *
 * @param missing what becomes of a source whose events the log does not have: a stretch of a log need not have all
 * @throws ConfigError where the config draws from events that the log does not have
 */
export function droppedEvents(
  config: Config,
  parts: readonly Dataset[],
  missing: 'refuse' | 'leave-out' = 'refuse',
): DroppedEvents {
  const { hardNegative, explicitNegative } = config.schema;
  const named = [...hardNegative, ...explicitNegative];
  const isNamed = parts[0].types.map((type) => named.includes(type));
  const wanted = new Set(hardConfigs(config).map(({ source }) => source));
  const open = (source: 'log' | 'impressions') => {
    const events = selectEvents(
      parts,
      ({ positive, type }, e) => positive[e] === 0 && isNamed[type[e]] === (source === 'log'),
    );
    if (events.length === 0 && missing === 'refuse') {
      throw new ConfigError(
        source === 'log'
          ? `negatives: hard ones from the log, but no event is of type ${named.join(' or ')}; the log has ${parts[0].types.join(', ')}: name its types in schema.hardNegative`
          : 'negatives: hard ones from impressions, but every event of the training part is a positive',
      );
    }
    return events;
  };
  return {
    ...(wanted.has('log') && { log: open('log') }),
    ...(wanted.has('impressions') && { impressions: open('impressions') }),
  };
}
