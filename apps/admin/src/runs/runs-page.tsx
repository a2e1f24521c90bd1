import { Button, Group, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { getRouteApi, Link } from '@tanstack/react-router';
import { formatCount } from '../format.ts';
import { mainMetric } from '../quality.ts';
import { Empty } from '../shell/empty.tsx';
import { Loaded } from '../shell/loaded.tsx';
import { Page } from '../shell/page.tsx';
import { Panel } from '../shell/panel.tsx';
import { readChosen, writeChosen } from './chosen.ts';
import { type RunSummary, type RunView, runRows } from './run-rows.ts';
import { RunTable } from './run-table.tsx';
import { useAllRuns } from './use-all-runs.ts';

const route = getRouteApi('/runs');

/** Trainings, updates and experiments: found, sorted, and some of them compared. */
export default function RunsPage() {
  const { chosen: text, ...view } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useAllRuns();
  const chosen = readChosen(text);
  const show = (change: RunView) =>
    void navigate({ search: (old) => ({ ...old, ...change }), replace: true });
  const search = useDebouncedCallback((value: string) => show({ text: value || undefined }), 150);
  const choose = (id: string) => {
    const others = chosen.filter((one) => one !== id);
    const next = others.length < chosen.length ? others : [...chosen, id];
    void navigate({ search: (old) => ({ ...old, chosen: writeChosen(next) }), replace: true });
  };
  return (
    <Page
      title="Runs"
      note="Trainings, updates and experiments; choose two to five to compare them"
      actions={
        <Button
          size="compact-sm"
          variant="light"
          data-disabled={chosen.length < 2 || undefined}
          renderRoot={(props) => (
            <Link
              {...props}
              to="/runs/compare"
              search={{ ids: writeChosen(chosen) }}
              disabled={chosen.length < 2}
              aria-disabled={chosen.length < 2}
            />
          )}
        >
          Compare {chosen.length}
        </Button>
      }
    >
      <Group align="flex-end" gap="sm">
        <TextInput
          label="Find"
          placeholder="id or error"
          defaultValue={view.text ?? ''}
          onChange={(event) => search(event.currentTarget.value.trim())}
        />
        <Select
          label="Kind"
          placeholder="any"
          clearable
          w={130}
          value={view.kind ?? null}
          onChange={(kind) => show({ kind: kind ?? undefined })}
          data={[...new Set(query.data?.map(({ kind }) => kind))]}
        />
        <Select
          label="Status"
          placeholder="any"
          clearable
          w={130}
          value={view.status ?? null}
          onChange={(status) => show({ status: status ?? undefined })}
          data={['running', 'finished', 'failed', 'interrupted']}
        />
      </Group>
      <Loaded query={query} what="the runs" height={420}>
        {(runs) => (
          <RunsPanel
            runs={runs}
            view={view}
            chosen={chosen}
            isLoading={query.hasNextPage}
            onChoose={choose}
            onSort={(sort) => show({ sort })}
          />
        )}
      </Loaded>
    </Page>
  );
}

interface RunsPanelProps {
  readonly runs: readonly RunSummary[];
  readonly view: RunView;
  readonly chosen: readonly string[];
  readonly isLoading: boolean;
  readonly onChoose: (id: string) => void;
  readonly onSort: (sort: string | undefined) => void;
}

function RunsPanel({ runs, view, chosen, isLoading, onChoose, onSort }: RunsPanelProps) {
  const metric = mainMetric(runs.slice(0, 500).map(({ metrics = {} }) => metrics));
  const rows = runRows(runs, view, metric);
  return (
    <Panel
      title={`${formatCount(rows.length)} of ${formatCount(runs.length)} runs`}
      note={isLoading && 'More are on their way'}
    >
      {rows.length === 0 ? (
        <Empty>
          {runs.length === 0 ? (
            <>
              There is none yet: <code>twotower train</code> and <code>twotower experiment</code> make some.
            </>
          ) : (
            'None is like this.'
          )}
        </Empty>
      ) : (
        <RunTable
          rows={rows}
          metric={metric}
          sort={view.sort}
          chosen={chosen}
          onChoose={onChoose}
          onSort={onSort}
        />
      )}
    </Panel>
  );
}
