import { DataError } from '../error.ts';
import type { Format } from '../table.ts';
import { textOf } from '../tables/decode.ts';

const longestLine = 1 << 20;
const mostFields = 10_000;
const mostLines = 500;
/** With fewer lines nothing is said of how they differ. */
const fewestLines = 5;

/**
 * Looks at the first lines of a text file as they are, before anything is cut: a file that is no table of events would
 * take long and give nonsense.
 *
 * @throws DataError where the first line is longer than 1 MB or has more than 10,000 fields, or each line is a list of
 *   its own length
 */
export async function refuseLines(file: string, encoding: Format['encoding']): Promise<void> {
  const isJson = /\.(jsonl|ndjson)(\.\w+)?$/i.test(file);
  const start = await firstText(file, encoding);
  // That it is no text is told where it is opened.
  if (start.includes('\0')) {
    return;
  }
  const lines = start.split(/\r\n|[\r\n]/).filter((line) => line !== '');
  const [first = ''] = lines;
  if (first.length > longestLine) {
    throw new DataError(
      `${file}: the first line is longer than 1 MB; one event a line is needed, so look whether the lines end with a line feed`,
    );
  }
  if (isJson) {
    return;
  }
  // The last line may be cut off.
  const widths = listWidths(lines.slice(0, Math.max(1, lines.length - 1)).slice(0, mostLines));
  if (widths) {
    throw new DataError(
      `${file}: the first lines have ${widths.least.toLocaleString('en-US')} to ${widths.most.toLocaleString('en-US')} fields, as lists of a user's items have; one event a line is needed, so give rows from a function as data.events in a twotower.config.ts`,
    );
  }
  const fields = Math.max(...['\t', ',', ';', '|', ' '].map((sign) => first.split(sign).length));
  if (fields > mostFields) {
    throw new DataError(
      `${file}: the first line has ${fields.toLocaleString('en-US')} fields, more than ${mostFields.toLocaleString('en-US')}; one event a line is needed, with a user and an item`,
    );
  }
}

/** Text up to a few hundred lines, or so much that its first line is surely too long. */
async function firstText(file: string, encoding: Format['encoding']): Promise<string> {
  const pieces: string[] = [];
  let [length, ends] = [0, 0];
  for await (const piece of textOf(file, encoding)) {
    pieces.push(piece);
    length += piece.length;
    ends += piece.split(/[\r\n]/, mostLines + 1).length - 1;
    if (length > longestLine || ends > mostLines) {
      break;
    }
  }
  return pieces.join('');
}

/** Fewest and most fields where most lines have a number of their own; undefined where they are rows of a table. */
function listWidths(lines: readonly string[]): { least: number; most: number } | undefined {
  if (lines.length < fewestLines || lines.some((line) => /["{]/.test(line))) {
    return undefined;
  }
  const sign = ['\t', ',', ';', '|'].find((mark) => lines.some((line) => line.includes(mark))) ?? ' ';
  const fields = lines.map((line) => line.trim().split(sign));
  // Words between blanks are a text, not ids.
  const isId = (text: string) => /^[\p{L}\p{Pd}_]*\d[\p{L}\p{N}\p{Pd}_]*$/u.test(text.trim());
  const cells = fields.flat();
  if (cells.filter(isId).length < 0.95 * cells.length) {
    return undefined;
  }
  const counts = new Map<number, number>();
  for (const { length } of fields) {
    counts.set(length, (counts.get(length) ?? 0) + 1);
  }
  const widths = [...counts.keys()];
  const usual = Math.max(...counts.values());
  return counts.size >= 4 && usual < 0.5 * lines.length
    ? { least: Math.min(...widths), most: Math.max(...widths) }
    : undefined;
}
