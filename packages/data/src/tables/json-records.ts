import { type JsonRecord, parseLines } from './json-lines.ts';
import { JsonListCutter } from './json-list-cutter.ts';

const longest = 1 << 26;

/**
 * The objects of JSON text that comes in pieces: one a line, or the elements of one list. A line or element that is no
 * object costs itself only.
 */
export async function* jsonRecords(pieces: AsyncIterable<string>): AsyncGenerator<JsonRecord[]> {
  let cutter: { cut(text: string, last: boolean): JsonRecord[]; readonly rest: string } | undefined;
  let start = '';
  for await (const piece of pieces) {
    start = cutter ? piece : start + piece;
    if (!cutter && /\S/.test(start)) {
      cutter = /^\s*\[/.test(start) ? new JsonListCutter() : new LineCutter();
    }
    if (cutter) {
      yield cutter.cut(start, false);
    }
    if (cutter && cutter.rest.length > longest) {
      throw new Error('more than 64 MiB in one record; write one JSON object a line');
    }
  }
  yield cutter?.cut('', true) ?? [];
}

class LineCutter {
  rest = '';
  #line = 1;

  cut(piece: string, last: boolean): JsonRecord[] {
    const lines = (this.rest + piece).split('\n');
    this.rest = last ? '' : (lines.pop() ?? '');
    const first = this.#line;
    this.#line += lines.length;
    return parseLines(lines, first);
  }
}
