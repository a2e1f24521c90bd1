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
/** Signs of the longest word. */
export const longestMissingWord = Math.max(...[...words].map(({ length }) => length));

/**
 * Whether a text is a word for a missing value, such as `NA`, `null`, `\N` or `-`, in any case and with blanks around it.
 * A number, flag, time or id that is such a word is missing; in a column of plain text the word may mean itself (`NA`
 * is Namibia's code).
 */
export function isMissingWord(text: string): boolean {
  if (text === '' || words.has(text)) {
    return true;
  }
  // Most cells are told from a word by their ends, without a copy: a word is short, and none ends in a digit.
  const last = text.charCodeAt(text.length - 1);
  const isDigit = last >= 48 && last <= 57;
  return !isDigit && (text.length <= longestMissingWord || isBlank(text.charCodeAt(0)) || isBlank(last))
    ? words.has(text.trim().toLowerCase())
    : false;
}

function isBlank(code: number): boolean {
  return code <= 32 || code === 0xa0;
}

/** Whether a cell holds nothing, or a word for it. */
export function isMissing(value: RawValue): boolean {
  return value === null || value === undefined || (typeof value === 'string' && isMissingWord(value));
}
