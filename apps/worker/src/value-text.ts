import { shorten } from './shorten.ts';

const listed = 3;

/** A value of a catalogue in a few words: a text cut to `length` characters, the first entries of a list, the rest counted. */
export function valueText(value: unknown, length = 48): string {
  if (!Array.isArray(value)) {
    return shorten(String(value ?? ''), length);
  }
  const shown = value.slice(0, listed).map((part) => valueText(part, length));
  const more = value.length - shown.length;
  return `${shown.join(', ')}${more > 0 ? `, +${more} more` : ''}`;
}
