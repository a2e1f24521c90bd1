/** The part of a dialect that cutting needs. */
export interface Cut {
  readonly delimiter: string;
  readonly quoted: boolean;
  readonly newline: '\n' | '\r';
}

/** One record of delimited text. */
export interface TextRecord {
  readonly fields: string[];
  /** Where the next record begins; -1 where the text ends before the record does. */
  readonly end: number;
  /** Why the record cannot be used. */
  readonly fault?: string;
}

const longest = 1 << 20;

/**
 * Cuts the record that begins at `start`. A quote opens a field only at its beginning, and is doubled inside one
 * (RFC 4180); one that is never closed costs its own line, not the rest of the file.
 *
 * @param last whether the text ends here, so that no newline need follow
 */
export function cutRecord(text: string, start: number, cut: Cut, last: boolean): TextRecord {
  const { delimiter, newline } = cut;
  const fields: string[] = [];
  let at = start;
  for (;;) {
    if (cut.quoted && text[at] === '"') {
      const close = closingQuote(text, at + 1, start + longest);
      if (close < 0 || (close === text.length - 1 && !last)) {
        return last || text.length - start > longest
          ? skipLine(text, start, newline, last, 'a quote is never closed')
          : { fields, end: -1 };
      }
      fields.push(text.slice(at + 1, close).replaceAll('""', '"'));
      at = close + 1;
      if (text.startsWith(delimiter, at)) {
        at += delimiter.length;
        continue;
      }
      const gap = newline === '\n' && text[at] === '\r' ? at + 1 : at;
      if (gap >= text.length) {
        return { fields, end: last ? text.length : -1 };
      }
      if (text[gap] === newline) {
        return { fields, end: gap + 1 };
      }
      if (!last && text.length - at <= delimiter.length) {
        return { fields, end: -1 };
      }
      return skipLine(text, at, newline, last, 'text follows a closing quote');
    }
    const line = text.indexOf(newline, at);
    if (line < 0 && !last) {
      return { fields, end: -1 };
    }
    const lineEnd = line < 0 ? text.length : line;
    const stop = text.indexOf(delimiter, at);
    if (stop < 0 || stop >= lineEnd) {
      const strip = newline === '\n' && lineEnd > at && text[lineEnd - 1] === '\r' ? 1 : 0;
      fields.push(text.slice(at, lineEnd - strip));
      return { fields, end: line < 0 ? text.length : line + 1 };
    }
    fields.push(text.slice(at, stop));
    at = stop + delimiter.length;
  }
}

/** Where the quote is that closes a field; -1 where there is none before `most`, however much more text there is. */
function closingQuote(text: string, from: number, most: number): number {
  let at = text.indexOf('"', from);
  while (at >= 0 && text[at + 1] === '"') {
    at = text.indexOf('"', at + 2);
  }
  return at > most ? -1 : at;
}

function skipLine(text: string, from: number, newline: string, last: boolean, fault: string): TextRecord {
  const line = text.indexOf(newline, from);
  return { fields: [], end: line < 0 ? (last ? text.length : -1) : line + 1, fault };
}
