import { Checkbox, Table, UnstyledButton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { formatMetric, formatSeconds } from '../format.ts';
import { When } from '../shell/when.tsx';
import { mostChosen } from './chosen.ts';
import { nextSort, type RunSummary, runSeconds } from './run-rows.ts';
import { StatusBadge } from './status-badge.tsx';

export interface RunTableProps {
  readonly rows: readonly RunSummary[];
  readonly metric: string;
  readonly sort: string | undefined;
  readonly chosen: readonly string[];
  readonly onChoose: (id: string) => void;
  readonly onSort: (sort: string | undefined) => void;
}

/** Of a row, in pixels. */
const height = 34;

/** Runs as rows, of which only those in sight are in the page. */
export function RunTable({ rows, metric, sort, chosen, onChoose, onSort }: RunTableProps) {
  const place = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => place.current,
    estimateSize: () => height,
    overscan: 12,
  });
  const shown = virtual.getVirtualItems();
  const above = shown.at(0)?.start ?? 0;
  const below = virtual.getTotalSize() - (shown.at(-1)?.end ?? 0);
  const columns = [
    ['started', 'Run'],
    ['kind', 'Kind'],
    ['status', 'Status'],
    ['metric', metric],
    ['epochs', 'Epochs'],
    ['duration', 'Took'],
  ] as const;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and who has no mouse scrolls by keys
    <div ref={place} className="virtual" tabIndex={0} data-testid="run-table">
      <Table miw={680} verticalSpacing={4} stickyHeader aria-rowcount={rows.length + 1}>
        <Table.Thead className="surface">
          <Table.Tr>
            <Table.Th w={36} aria-label="Chosen" />
            {columns.map(([column, label]) => (
              <Table.Th key={column} aria-sort={sortOf(column, sort)}>
                <UnstyledButton fz="sm" fw={600} onClick={() => onSort(nextSort(column, sort))}>
                  {label}
                  {sort === column ? ' ↑' : sort === `-${column}` ? ' ↓' : ''}
                </UnstyledButton>
              </Table.Th>
            ))}
            <Table.Th>Started</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {above > 0 && <tr style={{ height: above }} />}
          {shown.map(({ index }) => (
            <RunRow
              key={rows[index].id}
              run={rows[index]}
              index={index}
              metric={metric}
              isChosen={chosen.includes(rows[index].id)}
              isFull={chosen.length >= mostChosen}
              onChoose={onChoose}
            />
          ))}
          {below > 0 && <tr style={{ height: below }} />}
        </Table.Tbody>
      </Table>
    </div>
  );
}

interface RunRowProps {
  readonly run: RunSummary;
  readonly index: number;
  readonly metric: string;
  readonly isChosen: boolean;
  /** Whether no further one can be chosen. */
  readonly isFull: boolean;
  readonly onChoose: (id: string) => void;
}

function RunRow({ run, index, metric, isChosen, isFull, onChoose }: RunRowProps) {
  const seconds = runSeconds(run);
  return (
    <Table.Tr aria-rowindex={index + 2} h={height} data-testid="run" data-run-id={run.id}>
      <Table.Td>
        <Checkbox
          size="xs"
          aria-label={`Compare ${run.id}`}
          checked={isChosen}
          disabled={isFull && !isChosen}
          onChange={() => onChoose(run.id)}
        />
      </Table.Td>
      <Table.Td>
        <Link className="link mono" to="/runs/$runId" params={{ runId: run.id }}>
          {run.id}
        </Link>
      </Table.Td>
      <Table.Td>{run.kind}</Table.Td>
      <Table.Td title={run.error}>
        <StatusBadge status={run.status} />
      </Table.Td>
      <Table.Td data-testid="run-metric">{formatMetric(run.metrics?.[metric])}</Table.Td>
      <Table.Td>{run.epochs}</Table.Td>
      <Table.Td>{seconds === undefined ? '–' : formatSeconds(seconds)}</Table.Td>
      <Table.Td>
        <When at={run.startedAt} />
      </Table.Td>
    </Table.Tr>
  );
}

function sortOf(column: string, sort: string | undefined): 'ascending' | 'descending' | 'none' {
  if (sort === column) return 'ascending';
  return sort === `-${column}` ? 'descending' : 'none';
}
