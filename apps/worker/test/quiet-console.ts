import type { Console } from '../src/console.ts';

/** A console that keeps what a command says and gives. */
export function quietConsole({ json = true } = {}): Console & {
  readonly said: string[];
  readonly documents: unknown[];
} {
  const said: string[] = [];
  const documents: unknown[] = [];
  return {
    json,
    live: false,
    said,
    documents,
    say: (line) => void said.push(line),
    result: (document) => void documents.push(document),
    progress: () => {},
    rows: () => {},
  };
}
