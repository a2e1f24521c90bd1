import { Table } from '@mantine/core';
import type { ComparisonView } from '@twotower/api';
import { formatShare, formatSigned } from '../format.ts';
import { StatusBadge } from '../runs/status-badge.tsx';
import { useAsk } from '../service/use-ask.ts';
import { Entries } from '../shell/entries.tsx';
import { Loaded } from '../shell/loaded.tsx';
import { Page } from '../shell/page.tsx';
import { Panel } from '../shell/panel.tsx';
import { When } from '../shell/when.tsx';
import { kindNames, verdictWords } from './comparison-words.ts';
import { NewComparisonPanel } from './new-comparison-panel.tsx';
import { RunningPanel } from './running-panel.tsx';

/** An alias against what is served, judged by those who ask: the one that is running, and those that have ended. */
export default function ComparisonsPage() {
  const query = useAsk('comparisons', { limit: 50 }, { every: 5_000 });
  return (
    <Page
      title="Comparisons"
      note="An alias against what is served, judged by what users react to: events count that name the request id of an answer"
    >
      <Loaded query={query} what="the comparisons" height={320}>
        {({ comparisons }) => {
          const running = comparisons.find(({ endedAt }) => endedAt === undefined);
          return (
            <>
              {running ? <RunningPanel comparison={running} /> : <NewComparisonPanel />}
              {comparisons.length > 0 && <PastPanel comparisons={comparisons} />}
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}

function PastPanel({ comparisons }: { comparisons: readonly ComparisonView[] }) {
  return (
    <Panel title="All" note="Newest first">
      <Entries
        label="Comparisons"
        minWidth={640}
        heads={['Begun', 'State', 'Kind', 'Alias', { right: 'Share' }, 'What came of it']}
      >
        {comparisons.map((comparison) => (
          <Table.Tr key={comparison.id} data-testid="comparison">
            <Table.Td>
              <When at={comparison.startedAt} /> by {comparison.startedBy}
            </Table.Td>
            <Table.Td>
              <StatusBadge status={comparison.endedAt === undefined ? 'running' : 'done'} />
            </Table.Td>
            <Table.Td>{kindNames[comparison.kind]}</Table.Td>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>{comparison.treatment}</Table.Td>
            <Table.Td ta="right">{formatShare(comparison.share)}</Table.Td>
            <Table.Td>
              {verdictWords(comparison)}
              {comparison.difference && (
                <span className="quiet">
                  {' '}
                  {formatSigned(comparison.difference.estimate)}, 95 %{' '}
                  {formatSigned(comparison.difference.low)} to {formatSigned(comparison.difference.high)}
                </span>
              )}
            </Table.Td>
          </Table.Tr>
        ))}
      </Entries>
    </Panel>
  );
}
