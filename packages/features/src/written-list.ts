import type { RawValue } from './dataset.ts';

/** Between two elements: a comma, or the blanks that NumPy writes. */
const gap = /[\s,]*/y;
const quotedElement = /(?:[urbf]{0,2})(["'])((?:\\.|(?!\1)[^\\])*)\1/sy;
const bareElement = /[^,[\]"'\s](?:[^,[\]]*[^,[\]\s])?/y;

/**
 * The elements of a list that JSON, Python or NumPy wrote as text: `["a", 1]`, `['a', None]`, `['a' 'b']`, `[a, b]`, `[]`.
 * Elements without quotes are text as it stands, but for `null` and `None`, which are null.
 *
 * @returns undefined for whatever is no such list; lists and objects inside a list of JSON are JSON again
 */
export function writtenList(text: string): readonly RawValue[] | undefined {
  const trimmed = text.trim();
  if (!trimmed.startsWith('[') || !trimmed.endsWith(']')) {
    return undefined;
  }
  return jsonList(trimmed) ?? pythonList(trimmed);
}

function jsonList(text: string): readonly RawValue[] | undefined {
  let values: unknown;
  try {
    values = JSON.parse(text);
  } catch {
    // Another notation perhaps.
    return undefined;
  }
  return Array.isArray(values) ? values.map(plain) : undefined;
}

function plain(value: unknown): RawValue {
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'boolean':
      return value;
    default:
      return value === null ? null : JSON.stringify(value);
  }
}

function pythonList(text: string): readonly RawValue[] | undefined {
  const elements: RawValue[] = [];
  const end = text.length - 1;
  for (let at = skipGap(text, 1); at < end; at = skipGap(text, at)) {
    const quoted = matchAt(quotedElement, text, at);
    const bare = quoted ? undefined : matchAt(bareElement, text, at);
    const found = quoted ?? bare;
    if (!found || at + found[0].length > end) {
      return undefined;
    }
    at += found[0].length;
    elements.push(quoted ? unescaped(quoted[2]) : bareValue(found[0]));
  }
  return elements;
}

function skipGap(text: string, at: number): number {
  return at + (matchAt(gap, text, at)?.[0].length ?? 0);
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}

function unescaped(text: string): string {
  return text.replace(/\\(u[\da-f]{4}|x[\da-f]{2}|.)/gis, (_, sign: string) => {
    if (sign.length > 1) {
      return String.fromCharCode(Number.parseInt(sign.slice(1), 16));
    }
    return { n: '\n', t: '\t', r: '\r' }[sign] ?? sign;
  });
}

function bareValue(text: string): string | null {
  return text === 'None' || text === 'null' || text === 'nan' ? null : text;
}
