import type { Config } from '@twotower/schema';
import { entityColumns } from '../entity-reader.ts';
import { contextExtra, type ExtraColumns } from './wanted-columns.ts';

/** What of a row is read beside the event itself when it goes to an event log. */
export function loggedExtra({ schema, data }: Config): ExtraColumns {
  const sides = (['user', 'item'] as const).filter((side) => data[`${side}s`] === undefined);
  return {
    context: contextExtra(schema),
    borrowed: sides.flatMap((side) => entityColumns(schema[side]).map((name) => ({ side, name }))),
    request: schema.event.request !== undefined,
  };
}

/** The columns that an event log keeps beside the event: what the config reads of a row without a place of its own. */
export function loggedColumns(config: Config): string[] {
  const { context, borrowed } = loggedExtra(config);
  const { positive, event } = config.schema;
  const names = [...context.map(({ column }) => column), ...borrowed.map(({ name }) => name)];
  if (!Array.isArray(positive)) names.push(positive.column);
  return [...new Set(names)].filter((name) => name !== event.time);
}
