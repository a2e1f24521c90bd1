import type { RawValue } from '@twotower/features';

/** What pandas, R, SQL clients, dumps of databases and spreadsheets write where there is nothing. */
const words = new Set([
  '',
  '-',
  '--',
  '?',
  '.',
  'na',
  'n/a',
  'n.a.',
  '#n/a',
  '<na>',
  'nan',
  '-nan',
  'nat',
  'null',
  '(null)',
  '<null>',
  '#null!',
  'nil',
  'none',
  'undefined',
  '\\n',
]);
const longest = Math.max(...[...words].map(({ length }) => length));

/**
 * Whether a text is a word for a missing value, such as `NA`, `null`, `\N` or `-`, in any case and with blanks around it.
 * A number, flag, time or id that is such a word is missing; in a column of plain text the word may mean itself (`NA`
 * is Namibia's code).
 */
export function isMissingWord(text: string): boolean {
  // Most cells are no such word: what is told by two comparisons needs no copy.
  if (text.length <= longest) {
    return words.has(text) || words.has(text.trim().toLowerCase());
  }
  return text.length < 100 && words.has(text.trim().toLowerCase());
}

/** Whether a cell holds nothing, or a word for it. */
export function isMissing(value: RawValue): boolean {
  return value === null || value === undefined || (typeof value === 'string' && isMissingWord(value));
}
