import type { RawValue } from '../dataset.ts';
import { writtenList } from '../written-list.ts';
import { isList, textOf } from './encoder.ts';

/**
 * The parts of a list, trimmed, empty ones left out: of a list as such, of its text in JSON or Python (`['a', 'b']`), or of
 * a text in which `separator` parts them.
 */
export function listParts(value: RawValue, separator: string): string[] {
  const parts = isList(value)
    ? value
    : typeof value === 'string'
      ? (writtenList(value) ?? value.split(separator))
      : [value];
  const texts: string[] = [];
  for (const part of parts) {
    const trimmed = textOf(part)?.trim();
    if (trimmed) {
      texts.push(trimmed);
    }
  }
  return texts;
}
