import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const README = fileURLToPath(new URL('../README.md', import.meta.url));
const RESULTS = fileURLToPath(new URL('../results/', import.meta.url));

/**
 * Keeps what was measured as `results/NAME.json` and writes what is made from it between the README's markers
 * `<!-- NAME:begin -->` and `<!-- NAME:end -->`, so that the two cannot drift apart.
 */
export function keepResults(name: string, results: unknown, markdown: string): void {
  mkdirSync(RESULTS, { recursive: true });
  writeFileSync(`${RESULTS}${name}.json`, `${JSON.stringify(results, null, 2)}\n`);
  writeFileSync(README, putBetween(readFileSync(README, 'utf8'), name, markdown));
}

/**
 * Replaces what stands between the markers of that name.
 *
 * @throws Error where the text has no such markers
 */
export function putBetween(text: string, name: string, content: string): string {
  const [begin, end] = [`<!-- ${name}:begin -->`, `<!-- ${name}:end -->`];
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from === -1 || to < from) {
    throw new Error(
      `bench/README.md has no ${begin} with ${end} behind it; put the two lines where the table belongs`,
    );
  }
  return `${text.slice(0, from + begin.length)}\n\n${content.trim()}\n\n${text.slice(to)}`;
}

/** A table in Markdown whose columns are padded to one width, as people write it. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((cell, c) => Math.max(3, cell.length, ...rows.map((row) => row[c].length)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, c) => cell.padEnd(widths[c])).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
