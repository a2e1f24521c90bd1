import type { OutputOf } from '@twotower/api';

export type RunSummary = OutputOf<'runs'>['runs'][number];

/** What the address says of the table. */
export interface RunView {
  readonly kind?: string;
  readonly status?: string;
  /** A part of the id or of the error. */
  readonly text?: string;
  /** A column, with `-` before it the other way round. */
  readonly sort?: string;
}

/** The runs that a table shows, in its order; without one the newest first, as they came. @param metric that the table shows */
export function runRows(runs: readonly RunSummary[], view: RunView, metric: string): RunSummary[] {
  const text = view.text?.toLowerCase() ?? '';
  const shown = runs.filter(
    ({ id, kind, status, error = '' }) =>
      (view.kind === undefined || kind === view.kind) &&
      (view.status === undefined || status === view.status) &&
      (text === '' || id.toLowerCase().includes(text) || error.toLowerCase().includes(text)),
  );
  const { sort } = view;
  if (sort === undefined) return shown;
  const column = sort.replace(/^-/, '');
  const turn = sort.startsWith('-') ? -1 : 1;
  return shown.sort((a, b) => {
    const [own, other] = [columnValue(a, column, metric), columnValue(b, column, metric)];
    // What is not known comes last, whichever way.
    if (own === undefined || other === undefined)
      return Number(own === undefined) - Number(other === undefined);
    return own === other ? 0 : turn * (own < other ? -1 : 1);
  });
}

/** The next order of a column whose head is pressed: up, down, none. */
export function nextSort(column: string, sort: string | undefined): string | undefined {
  if (sort === column) return `-${column}`;
  return sort === `-${column}` ? undefined : column;
}

function columnValue(run: RunSummary, column: string, metric: string): string | number | undefined {
  if (column === 'metric') return run.metrics?.[metric];
  if (column === 'epochs') return run.epochs;
  if (column === 'duration') return runSeconds(run);
  if (column === 'kind') return run.kind;
  return column === 'status' ? run.status : run.startedAt;
}

/** How long a run took; undefined while it has not ended. */
export function runSeconds({ startedAt, finishedAt }: RunSummary): number | undefined {
  return finishedAt === undefined ? undefined : (Date.parse(finishedAt) - Date.parse(startedAt)) / 1000;
}
