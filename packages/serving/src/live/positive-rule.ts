import { numberOf } from '@twotower/features';
import { type Config, eventWeight } from '@twotower/schema';
import type { LiveEvent } from './live-events.ts';

/** Whether an event is a positive, by the rule of the config, as training reads it from a log. */
export type PositiveRule = (event: Pick<LiveEvent, 'type' | 'weight' | 'context'>) => boolean;

export function positiveRule({ positive, event }: Config['schema']): PositiveRule {
  if (Array.isArray(positive)) {
    // Where the log has no types, every row of it is a positive.
    return event.type === undefined ? () => true : ({ type }) => positive.includes(type);
  }
  const { column, atLeast } = positive;
  const isWeight = event.weight !== undefined && eventWeight(event.weight).column === column;
  return ({ weight, context }) => {
    const value = numberOf(context?.[column]) ?? (isWeight ? weight : undefined);
    return value !== undefined && value >= atLeast;
  };
}
