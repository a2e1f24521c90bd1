import { type Dataset, type EventColumns, userBlocks } from '@twotower/features';
import { type Config, ConfigError } from '@twotower/schema';
import { hardConfigs } from './hard-negatives.ts';

/** Events that private negatives are drawn from; only what the config asks for is there. */
export type DroppedEvents = Readonly<Partial<Record<'log' | 'impressions', DroppedSource>>>;

/** Read user by user, as positives are. */
export interface DroppedSource {
  /** Those of the users from `first` to below `end`, by user. */
  readUsers(first: number, end: number): DroppedRows;
}

/**
 * A positive draws from what was dropped before it or at its own time, never from its future. A log without times knows
 * only the order of rows within each part of a split: there a moment is the number of the user's positives before the
 * event, those of earlier parts included, and a part's events are of no use to another part's positives.
 */
export interface DroppedRows {
  readonly length: number;
  readonly user: Int32Array;
  readonly item: Int32Array;
  /** From which moment on each may be drawn, ascending within a user. */
  readonly times: Float64Array;
  /** Before which moment, ascending within a user; infinite where the log has times. */
  readonly expires: Float64Array;
}

/**
 * `log`: events of the types that the config calls hard or explicit negatives. `impressions`: all other events that are
 * no positives.
 *
 * @throws ConfigError where the config draws from events that the log does not have
 */
export function droppedEvents(config: Config, parts: readonly Dataset[]): DroppedEvents {
  const { hardNegative, explicitNegative } = config.schema;
  const named = [...hardNegative, ...explicitNegative];
  const isNamed = parts[0].types.map((type) => named.includes(type));
  const wanted = new Set(hardConfigs(config).map(({ source }) => source));
  const open = (source: 'log' | 'impressions'): DroppedSource => {
    const keep: Keep = ({ positive, type }, e) =>
      positive[e] === 0 && isNamed[type[e]] === (source === 'log');
    if (!parts.some((part) => hasAny(part, keep))) {
      throw new ConfigError(
        source === 'log'
          ? `negatives: hard ones from the log, but no event is of type ${named.join(' or ')}; the log has ${parts[0].types.join(', ')}: name its types in schema.hardNegative`
          : 'negatives: hard ones from impressions, but every event of the training part is a positive',
      );
    }
    return {
      readUsers: (first, end) =>
        inOrder(
          parts.map((part) => part.readUsers(first, end)),
          keep,
          first,
          end,
        ),
    };
  };
  return {
    ...(wanted.has('log') && { log: open('log') }),
    ...(wanted.has('impressions') && { impressions: open('impressions') }),
  };
}

type Keep = (events: EventColumns, e: number) => boolean;

function hasAny(part: Dataset, keep: Keep): boolean {
  for (const { events } of userBlocks(part)) {
    for (let e = 0; e < events.length; e++) {
      if (keep(events, e)) return true;
    }
  }
  return false;
}

interface Dropped {
  readonly user: number;
  readonly item: number;
  readonly time: number;
  readonly expires: number;
}

/** The kept events of all parts, by user and then by moment. */
function inOrder(parts: readonly EventColumns[], keep: Keep, first: number, end: number): DroppedRows {
  const positivesBefore = new Float64Array(end - first);
  const found: Dropped[] = [];
  for (const events of parts) {
    const inPart = new Float64Array(end - first);
    for (let e = 0; e < events.length; e++) inPart[events.user[e] - first] += events.positive[e];
    const partEnds = inPart.map((count, u) => positivesBefore[u] + count);
    for (let e = 0; e < events.length; e++) {
      const u = events.user[e] - first;
      if (keep(events, e)) {
        const isTimed = !Number.isNaN(events.time[e]);
        found.push({
          user: events.user[e],
          item: events.item[e],
          time: isTimed ? events.time[e] : positivesBefore[u],
          expires: isTimed ? Number.POSITIVE_INFINITY : partEnds[u],
        });
      }
      positivesBefore[u] += events.positive[e];
    }
  }
  // Stable: of one moment those of one part after the other's.
  found.sort((a, b) => a.user - b.user || a.time - b.time);
  return {
    length: found.length,
    user: Int32Array.from(found, ({ user }) => user),
    item: Int32Array.from(found, ({ item }) => item),
    times: Float64Array.from(found, ({ time }) => time),
    expires: Float64Array.from(found, ({ expires }) => expires),
  };
}
