import type { Catalogues } from '@twotower/features';
import type { Config } from '@twotower/schema';
import { DataError } from './error.ts';
import type { LogFindings } from './events/log-findings.ts';

/** @throws DataError where the log has nothing that a model could learn */
export function checkTrainable({ schema }: Config, found: LogFindings, { types }: Catalogues): void {
  const { event, positive, user, item } = schema;
  if (found.events === 0) {
    throw new DataError('data.events: no row of the log could be used; see data.rejects.atMost');
  }
  if (found.positives === 0) {
    const counts = Object.entries(typeCounts(found, types)).map(([name, count]) => `${name} (${count})`);
    throw new DataError(
      Array.isArray(positive)
        ? `schema.positive: no event is of type ${positive.join(', ')}; ${event.type} has ${counts.join(', ')}`
        : `schema.positive: no event has ${positive.column} of at least ${positive.atLeast}; lower atLeast`,
    );
  }
  for (const [side, count, column] of [
    ['user', found.users, event.user ?? user.id],
    ['item', found.items, event.item ?? item.id],
  ] as const) {
    if (count < 2) {
      throw new DataError(
        `data.events: the log has one ${side} only (column "${column}"); a model needs at least two, so check that schema.event.${side} names the right column`,
      );
    }
  }
}

/** Event type to number of events. */
export function typeCounts(found: LogFindings, types: readonly string[]): Record<string, number> {
  return Object.fromEntries(types.map((type, i) => [type, found.typeCounts[i]]));
}
