import { Text } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { OutputOf } from '@twotower/api';
import { Bars } from '../charts/bars.tsx';
import { Columns } from '../charts/columns.tsx';
import { formatCount, formatLatency } from '../format.ts';
import { Empty } from '../shell/empty.tsx';
import { Facts } from '../shell/facts.tsx';
import { Loaded } from '../shell/loaded.tsx';
import { Panel } from '../shell/panel.tsx';

type Traffic = OutputOf<'traffic'>;

const names: Readonly<Record<string, string>> = {
  model: 'user tower',
  features: 'features only (unknown user)',
  session: 'session (history given)',
  popularity: 'popularity (nothing known)',
};

/** The last hour: recalls by minute, latency, and by what they were answered. */
export function TrafficPanel({ query }: { query: UseQueryResult<Traffic> }) {
  return (
    <Panel title="Traffic" note="This server's last hour">
      <Loaded query={query} what="the traffic" height={200}>
        {(traffic) =>
          traffic.recalls === 0 ? (
            <Empty>No recalls yet: ask for some in the playground, or by POST /v1/recall.</Empty>
          ) : (
            <Hour traffic={traffic} />
          )
        }
      </Loaded>
    </Panel>
  );
}

/** With the minutes before the server began to count, so that a column is a minute wide. */
function wholeHour(minutes: Traffic['minutes']): Traffic['minutes'] {
  const [first] = minutes;
  const before = Array.from({ length: Math.max(0, 60 - minutes.length) }, (_, i) => ({
    at: first.at - (i + 1) * 60_000,
    recalls: 0,
    fallbacks: 0,
    failures: 0,
  }));
  return [...before.reverse(), ...minutes];
}

function Hour({ traffic: { minutes, recalls, latency, sources, failures, queue } }: { traffic: Traffic }) {
  const time = (at: number) => new Date(at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  const failed = Object.entries(failures);
  return (
    <>
      <Columns
        label="Recalls by minute"
        columns={wholeHour(minutes).map((minute) => ({
          key: minute.at,
          value: minute.recalls,
          hover: `${time(minute.at)}: ${formatCount(minute.recalls)} recalls, ${minute.fallbacks} fell back, ${minute.failures} failed`,
        }))}
        ends={['an hour ago', 'now']}
      />
      <Facts
        facts={[
          ['Recalls', formatCount(recalls)],
          ['p50', latency ? formatLatency(latency.p50) : '–'],
          ['p95', latency ? formatLatency(latency.p95) : '–'],
          ['p99', latency ? formatLatency(latency.p99) : '–'],
          ['Waiting', formatCount(queue)],
          ['Failed', formatCount(failed.reduce((sum, [, count]) => sum + count, 0))],
        ]}
      />
      <Text size="xs" className="quiet" mt="sm">
        Answered by
      </Text>
      <Bars
        label="Recalls by source"
        of={recalls}
        bars={Object.entries(sources).map(([source, count]) => ({
          key: source,
          name: names[source] ?? source,
          value: count,
          text: formatCount(count),
          ...(source !== 'model' && { tone: 'warn' }),
        }))}
      />
      {failed.length > 0 && (
        <Text size="xs" className="quiet">
          Failed by status: {failed.map(([status, count]) => `${status} × ${formatCount(count)}`).join(', ')}
        </Text>
      )}
    </>
  );
}
