import type { ScoredItem } from '@twotower/serving';
import { oneLine } from './console.ts';
import { shorten } from './shorten.ts';
import { valueText } from './value-text.ts';

/** An item of a ranking in one line for people: rank, score, id, and as much of its attributes as a line takes. */
export function itemLine({ itemId, score, attributes = {} }: ScoredItem, index: number): string {
  const rank = String(index + 1).padStart(3);
  const described = describeAttributes(attributes);
  const text = oneLine(`${shorten(itemId, longest.id)}${described === '' ? '' : `  ${described}`}`);
  return `${rank}  ${score.toFixed(4)}  ${text}`;
}

/** Characters of an id and of a value, attributes of an item. */
const longest = { id: 80, value: 48, attributes: 5 };

function describeAttributes(attributes: NonNullable<ScoredItem['attributes']>): string {
  const present = Object.entries(attributes).filter(([, value]) => !isEmpty(value));
  const shown = present.slice(0, longest.attributes).map(([name, value]) => describeValue(name, value));
  const more = present.length - shown.length;
  return [...shown, ...(more > 0 ? [`+${more} more`] : [])].join(' · ');
}

function isEmpty(value: unknown): boolean {
  return (
    value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
  );
}

/** A text or list speaks for itself; a number or a flag needs its name. */
function describeValue(name: string, value: unknown): string {
  const text = valueText(value, longest.value);
  const speaks = typeof value === 'string' || Array.isArray(value);
  return speaks ? text : `${shorten(name, longest.value)} ${text}`;
}
