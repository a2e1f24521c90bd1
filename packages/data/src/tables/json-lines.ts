import { keepIntegers } from './keep-integers.ts';
import { isRecord, type NestedRecord } from './record-columns.ts';

/** One object of a JSON file, or why it is none. */
export type JsonRecord =
  | { readonly line: number; readonly record: NestedRecord }
  | { readonly line: number; readonly reason: string };

/**
 * The objects of whole lines, one a line; blank lines are skipped.
 *
 * @param first the number of the first line
 */
export function parseLines(lines: readonly string[], first: number): JsonRecord[] {
  const numbers: number[] = [];
  const texts: string[] = [];
  for (let i = 0; i < lines.length; i++) {
    if (lines[i].trim() !== '') {
      numbers.push(first + i);
      texts.push(lines[i]);
    }
  }
  const values = parseAtOnce(texts);
  return texts.map((text, i) =>
    values ? recordOf(values[2 * i], numbers[i]) : parseRecord(text, numbers[i]),
  );
}

/** One line, or one element of a list. */
export function parseRecord(text: string, line: number): JsonRecord {
  const value = parseJson(text) ?? parseJson(withoutNaN(text));
  return value === undefined ? { line, reason: 'not valid JSON' } : recordOf(value, line);
}

/** Undefined where the text is no JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(keepIntegers(text));
  } catch {
    return undefined;
  }
}

/** Python writes `NaN` and `Infinity`, which JSON does not know: they are missing. */
function withoutNaN(text: string): string {
  return text.replace(/"(?:[^"\\]|\\.)*"|\bNaN\b|-?\bInfinity\b/g, (token) =>
    token.startsWith('"') ? token : 'null',
  );
}

function recordOf(value: unknown, line: number): JsonRecord {
  return isRecord(value) ? { line, record: value } : { line, reason: 'not a JSON object' };
}

const mark = '~next line~';

/**
 * The lines as one list, which is parsed twice as fast, with a mark after each; undefined where a line is no JSON.
 * Without the marks, two halves of an object would pass for a whole one.
 */
function parseAtOnce(texts: readonly string[]): readonly unknown[] | undefined {
  const between = `,${JSON.stringify(mark)},`;
  try {
    const values: unknown[] = JSON.parse(keepIntegers(`[${texts.join(between)}${between}0]`));
    const whole = values.length === 2 * texts.length + 1 && texts.every((_, i) => values[2 * i + 1] === mark);
    return whole ? values : undefined;
  } catch {
    return undefined;
  }
}
