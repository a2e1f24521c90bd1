import { Select, Table } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { OutputOf } from '@twotower/api';
import { useMemo, useState } from 'react';
import { LineChart } from '../charts/line-chart.tsx';
import { formatMetric } from '../format.ts';
import { isQuality } from '../quality.ts';
import { ask } from '../service/service.ts';
import { Empty } from '../shell/empty.tsx';
import { Waiting } from '../shell/loaded.tsx';
import { Page } from '../shell/page.tsx';
import { Panel } from '../shell/panel.tsx';
import { Problem } from '../shell/problem.tsx';
import { Wide } from '../shell/wide.tsx';
import { readChosen } from './chosen.ts';
import { curveNames, curveValue } from './curve-value.ts';
import { DifferenceTable } from './difference-table.tsx';

type Run = OutputOf<'run'>;

const route = getRouteApi('/runs/compare');

/** Two to five runs beside each other: figures, curves, what was set otherwise. */
export default function ComparePage() {
  const ids = readChosen(route.useSearch().ids);
  const queries = useQueries({
    queries: ids.map((runId) => ({
      queryKey: ['run', { runId }],
      queryFn: ({ signal }: { signal: AbortSignal }) => ask('run', { runId }, signal),
    })),
  });
  const failed = queries.find(({ error }) => error !== null);
  const runs = queries.flatMap(({ data }) => data ?? []);
  return (
    <Page
      title="Compare runs"
      note={
        <Link className="link" to="/runs">
          All runs
        </Link>
      }
    >
      {failed ? (
        <Problem error={failed.error} onRetry={() => void failed.refetch()} />
      ) : ids.length < 2 ? (
        <Empty>Choose two to five runs in the list.</Empty>
      ) : runs.length < ids.length ? (
        <Waiting what="the runs" height={420} />
      ) : (
        <Compared runs={runs} />
      )}
    </Page>
  );
}

function Compared({ runs }: { runs: readonly Run[] }) {
  return (
    <>
      <FiguresPanel runs={runs} />
      <CurvesPanel runs={runs} />
      <Panel title="Set otherwise">
        <DifferenceTable names={runs.map(({ id }) => id)} configs={runs.map(({ config }) => config)} />
      </Panel>
    </>
  );
}

function FiguresPanel({ runs }: { runs: readonly Run[] }) {
  const names = [...new Set(runs.flatMap(({ metrics = {} }) => Object.keys(metrics)))];
  if (names.length === 0) {
    return (
      <Panel title="Figures">
        <Empty>None of them measured anything.</Empty>
      </Panel>
    );
  }
  return (
    <Panel
      title="Figures"
      note="The best of a row is set in bold; runs of other data or splits cannot be compared"
    >
      <Wide label="Figures" minWidth={140 + 190 * runs.length} maxHeight={420}>
        <Table fz="sm" verticalSpacing={4} stickyHeader>
          <Table.Thead className="surface">
            <Table.Tr>
              <Table.Th>Metric</Table.Th>
              {runs.map(({ id }) => (
                <Table.Th key={id} ta="right">
                  <Link className="link mono" to="/runs/$runId" params={{ runId: id }}>
                    {id}
                  </Link>
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {names.map((name) => {
              const best = Math.max(
                ...runs.map(({ metrics }) => metrics?.[name] ?? Number.NEGATIVE_INFINITY),
              );
              return (
                <Table.Tr key={name}>
                  <Table.Td className="mono">{name}</Table.Td>
                  {runs.map(({ id, metrics }) => (
                    <Table.Td
                      key={id}
                      ta="right"
                      fw={isQuality(name) && metrics?.[name] === best ? 700 : undefined}
                    >
                      {formatMetric(metrics?.[name])}
                    </Table.Td>
                  ))}
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </Wide>
    </Panel>
  );
}

function CurvesPanel({ runs }: { runs: readonly Run[] }) {
  const names = [...new Set(runs.flatMap(({ curve }) => curveNames(curve)))];
  const [chosen, setChosen] = useState<string>();
  const name = chosen ?? names.find((one) => one.startsWith('ndcg')) ?? 'loss';
  const { x, series } = useMemo(() => {
    const epochs = [...new Set(runs.flatMap(({ curve }) => curve.map(({ epoch }) => epoch)))];
    epochs.sort((a, b) => a - b);
    return {
      x: epochs,
      series: runs.map(({ id, curve }) => {
        const byEpoch = new Map(curve.map((epoch) => [epoch.epoch, curveValue(epoch, name)]));
        return { label: id, values: epochs.map((epoch) => byEpoch.get(epoch) ?? null) };
      }),
    };
  }, [runs, name]);
  return (
    <Panel
      title="Curves"
      actions={
        <Select
          size="xs"
          w={170}
          aria-label="What is drawn"
          allowDeselect={false}
          value={name}
          onChange={(value) => setChosen(value ?? undefined)}
          data={names}
        />
      }
    >
      {x.length === 0 ? (
        <Empty>No epochs were recorded.</Empty>
      ) : (
        <LineChart label={`${name} by epoch`} axis="epoch" x={x} series={series} height={260} />
      )}
    </Panel>
  );
}
