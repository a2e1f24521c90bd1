import { type JsonRecord, parseRecord } from './json-lines.ts';

/** Cuts one JSON list, given in pieces, into its elements by its brackets, quotes and commas. */
export class JsonListCutter {
  rest = '';
  #line = 1;
  #state: 'before' | 'inside' | 'behind' = 'before';

  /** The elements that end in the text so far. */
  cut(piece: string, last: boolean): JsonRecord[] {
    const text = this.rest + piece;
    const records: JsonRecord[] = [];
    let at = 0;
    if (this.#state === 'before' && text.includes('[')) {
      at = text.indexOf('[') + 1;
      this.#line += countLines(text, 0, at);
      this.#state = 'inside';
    }
    while (this.#state === 'inside') {
      const end = elementEnd(text, at);
      if (end < 0) {
        break;
      }
      this.#take(text, at, end, records);
      if (text[end] === ']') {
        this.#state = 'behind';
      }
      at = end + 1;
    }
    this.rest = text.slice(at);
    if (last && this.rest.trim() !== '') {
      const line = this.#line + countLines(this.rest, 0, this.rest.search(/\S/));
      const reason = this.#state === 'behind' ? 'text follows the list' : 'the file ends within it';
      records.push({ line, reason });
    }
    return records;
  }

  #take(text: string, from: number, end: number, records: JsonRecord[]): void {
    const element = text.slice(from, end);
    const indent = element.search(/\S/);
    if (indent >= 0) {
      records.push(parseRecord(element, this.#line + countLines(element, 0, indent)));
    }
    this.#line += countLines(text, from, end);
  }
}

/** The comma or bracket behind the element that begins at `from`; -1 where the text ends before. */
function elementEnd(text: string, from: number): number {
  const sign = /["{}[\],]/g;
  sign.lastIndex = from;
  let depth = 0;
  for (let match = sign.exec(text); match; match = sign.exec(text)) {
    const at = match.index;
    const found = match[0];
    if (found === '"') {
      const close = stringEnd(text, at + 1);
      if (close < 0) {
        return -1;
      }
      sign.lastIndex = close + 1;
    } else if (depth === 0 && (found === ',' || found === ']' || found === '}')) {
      return at;
    } else if (found !== ',') {
      depth += found === '{' || found === '[' ? 1 : -1;
    }
  }
  return -1;
}

function stringEnd(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 1)) {
    let slashes = 0;
    while (text[at - 1 - slashes] === '\\') {
      slashes++;
    }
    if (slashes % 2 === 0) {
      return at;
    }
  }
  return -1;
}

function countLines(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) {
    count++;
  }
  return count;
}
