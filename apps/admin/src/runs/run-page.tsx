import { Alert, Badge, Group, Select, SimpleGrid } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { formatCount, formatSeconds } from '../format.ts';
import { QualityPanel } from '../overview/quality-panel.tsx';
import { useAsk } from '../service/use-ask.ts';
import { Facts } from '../shell/facts.tsx';
import { Loaded } from '../shell/loaded.tsx';
import { Page } from '../shell/page.tsx';
import { Panel } from '../shell/panel.tsx';
import { When } from '../shell/when.tsx';
import { ConfigPanel } from './config-panel.tsx';
import { CurvePanel } from './curve-panel.tsx';
import { DifferenceTable } from './difference-table.tsx';
import { runSeconds } from './run-rows.ts';
import { SlicesPanel } from './slices-panel.tsx';
import { StatusBadge } from './status-badge.tsx';
import { TimingPanel } from './timing-panel.tsx';

const route = getRouteApi('/runs/$runId');

/** One run: how it went, how good it is, what it was set to. */
export default function RunPage() {
  const { runId } = route.useParams();
  const query = useAsk('run', { runId }, { every: 5_000 });
  return (
    <Page
      title={runId}
      note={
        query.data && (
          <>
            {query.data.kind}, started <When at={query.data.startedAt} />
          </>
        )
      }
      actions={
        query.data && (
          <Group gap={6}>
            <StatusBadge status={query.data.status} />
          </Group>
        )
      }
    >
      <Loaded query={query} what="the run" height={420}>
        {(run) => {
          const seconds = runSeconds(run);
          const { report } = run;
          return (
            <>
              {run.error !== undefined && (
                <Alert color="red" title="It failed">
                  {run.error}
                </Alert>
              )}
              <Panel title="The run">
                <Facts
                  facts={[
                    ['Epochs', run.epochs],
                    ['Took', seconds === undefined ? '–' : formatSeconds(seconds)],
                    ...(report
                      ? ([
                          ['Training events', formatCount(report.protocol.trainEvents)],
                          ['Test users', formatCount(report.protocol.users)],
                        ] as const)
                      : []),
                  ]}
                />
              </Panel>
              {report?.warnings.map((warning) => (
                <Alert key={warning} color="orange" p="xs">
                  <Badge size="sm" variant="light" color="orange" tt="none" mr="xs">
                    look
                  </Badge>
                  {warning}
                </Alert>
              ))}
              {report && <QualityPanel report={report} />}
              <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md" verticalSpacing="md">
                <CurvePanel curve={run.curve} timing={report?.timing} />
                {report && <TimingPanel timing={report.timing} />}
                {report && <SlicesPanel report={report} />}
                <ConfigPanel config={run.config} />
              </SimpleGrid>
              <AgainstPanel runId={runId} config={run.config} />
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}

/** The config beside that of another run. */
function AgainstPanel({ runId, config }: { runId: string; config: unknown }) {
  const { against = '' } = route.useSearch();
  const navigate = route.useNavigate();
  const runs = useAsk('runs', { limit: 200 });
  const other = useAsk('run', { runId: against }, { enabled: against !== '' });
  return (
    <Panel
      title="Config beside another run"
      actions={
        <Select
          size="xs"
          w={260}
          searchable
          clearable
          placeholder="choose a run"
          aria-label="Another run"
          value={against || null}
          onChange={(id) => void navigate({ search: { against: id ?? undefined }, replace: true })}
          data={(runs.data?.runs ?? []).map(({ id }) => id).filter((id) => id !== runId)}
        />
      }
    >
      {against !== '' && (
        <Loaded query={other} what="the other run" height={120}>
          {(run) => <DifferenceTable names={[runId, against]} configs={[config, run.config]} />}
        </Loaded>
      )}
    </Panel>
  );
}
