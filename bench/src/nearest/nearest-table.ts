import { markdownTable } from '../results-table.ts';
import type { SetName } from './drawn-vectors.ts';
import type { Measured } from './nearest-once.ts';

/** What was measured over one set of vectors. */
export interface Turn {
  readonly set: SetName;
  readonly size: number;
  readonly measured: readonly Measured[];
}

/** A row an index: milliseconds of CPU a query alone and in one call with others, recall, CPU seconds of the build. */
export function nearestTable(turns: readonly Turn[]): string {
  const rows = turns.flatMap(({ set, size, measured }) =>
    measured.map(({ name, query, many, recall, build }) => [
      `${set}, ${size.toLocaleString('en')}`,
      name,
      query.toFixed(3),
      many?.toFixed(3) ?? '-',
      recall.toFixed(4),
      build.toFixed(2),
    ]),
  );
  return markdownTable(
    ['vectors', 'index', 'ms a query', 'ms, many at once', 'recall@100', 'build, CPU s'],
    rows,
  );
}
