import { type RawValue, writtenList } from '@twotower/features';
import { isMissing } from '../missing-words.ts';
import { keepIntegers } from './keep-integers.ts';
import { isRecord } from './record-columns.ts';

/** One entry of a cell. */
export interface CellEntry {
  /** An object, or what stands for itself. */
  readonly value: unknown;
  readonly label?: string;
}

/** How a cell is parted; see `data.explode`. */
export interface EntryForm {
  readonly separator: string;
  /** What stands between an entry and its label. */
  readonly labelSeparator?: string;
}

/**
 * The entries of one cell, in order: of a list, of a list that stands in it as text, with objects perhaps, or of a text that a
 * separator parts. A missing cell has none.
 */
export function cellEntries(cell: RawValue, form: EntryForm): CellEntry[] {
  if (isMissing(cell)) {
    return [];
  }
  const elements: readonly unknown[] = Array.isArray(cell)
    ? cell
    : typeof cell === 'string'
      ? (jsonList(cell) ?? writtenList(cell) ?? partsOf(cell, form.separator))
      : [cell];
  return elements.map((element) => entryOf(element, form));
}

function partsOf(text: string, separator: string): string[] {
  return text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** With the integers that a number cannot hold as text. */
function jsonList(text: string): readonly unknown[] | undefined {
  const list = /^\s*\[/.test(text) ? parsed(text) : undefined;
  return Array.isArray(list) ? list : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(keepIntegers(text));
  } catch {
    // Text that only begins like JSON.
    return undefined;
  }
}

function entryOf(element: unknown, { labelSeparator }: EntryForm): CellEntry {
  if (typeof element !== 'string') {
    return { value: element };
  }
  const fields = /^\s*\{/.test(element) ? parsed(element) : undefined;
  if (isRecord(fields)) {
    return { value: fields };
  }
  const at = labelSeparator === undefined ? -1 : element.lastIndexOf(labelSeparator);
  return at < 0
    ? { value: element }
    : { value: element.slice(0, at), label: element.slice(at + (labelSeparator?.length ?? 0)) };
}
