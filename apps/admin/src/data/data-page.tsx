import { SimpleGrid, Table, Text } from '@mantine/core';
import type { OutputOf } from '@twotower/api';
import { useMemo } from 'react';
import { Bars } from '../charts/bars.tsx';
import { Columns } from '../charts/columns.tsx';
import { LineChart } from '../charts/line-chart.tsx';
import { formatCount, formatShare } from '../format.ts';
import { useAsk } from '../service/use-ask.ts';
import { BundleLink } from '../shell/bundle-link.tsx';
import { Empty } from '../shell/empty.tsx';
import { Facts } from '../shell/facts.tsx';
import { Loaded } from '../shell/loaded.tsx';
import { Page } from '../shell/page.tsx';
import { Panel } from '../shell/panel.tsx';
import { Wide } from '../shell/wide.tsx';

type Data = OutputOf<'data'>;

/** How the data that is served looks, and what came in since. */
export default function DataPage() {
  const query = useAsk('data', undefined, { every: 60_000 });
  return (
    <Page
      title="Data"
      note={
        query.data && (
          <>
            As <BundleLink id={query.data.bundleId} /> learnt it
          </>
        )
      }
    >
      <Loaded query={query} what="the data" height={480}>
        {(data) => (
          <>
            <Panel title="In short">
              <Facts
                facts={[
                  ['Users', formatCount(data.users)],
                  ['Items', formatCount(data.items)],
                  ['Positives learnt', formatCount(data.positives)],
                  ['On the top 1 % of items', formatShare(data.topShare)],
                  ['Items without a positive', formatCount(data.untouched)],
                  ['Events in the log', formatCount(data.log.events)],
                ]}
              />
            </Panel>
            <TimelinePanel data={data} />
            <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md" verticalSpacing="md">
              <PopularityPanel popularity={data.popularity} />
              <HistoriesPanel histories={data.histories} />
              <ColumnsPanel columns={data.columns} />
              <LivePanel live={data.live} />
            </SimpleGrid>
          </>
        )}
      </Loaded>
    </Page>
  );
}

function TimelinePanel({ data: { timeline } }: { data: Data }) {
  const day = (time: string) => new Date(time).toLocaleDateString(undefined, { timeZone: 'UTC' });
  return (
    <Panel title={`Positives a ${timeline?.unit ?? 'day'}`} note="Of the events that were learnt, by UTC">
      {timeline === undefined ? (
        <Empty>The log has no times.</Empty>
      ) : (
        <Columns
          label={`Positives a ${timeline.unit}`}
          columns={timeline.counts.map(({ from, positives }) => ({
            key: from,
            value: positives,
            hover: `${day(from)}: ${formatCount(positives)}`,
          }))}
          ends={[day(timeline.counts[0].from), day(timeline.counts[timeline.counts.length - 1].from)]}
        />
      )}
    </Panel>
  );
}

function PopularityPanel({ popularity }: { popularity: Data['popularity'] }) {
  // Both axes in powers of ten: popularity falls as a power of the rank.
  const { x, series } = useMemo(
    () => ({
      x: popularity.map(({ rank }) => Math.log10(rank)),
      series: [
        {
          label: 'log10 positives',
          values: popularity.map(({ positives }) => Math.log10(Math.max(1, positives))),
        },
      ],
    }),
    [popularity],
  );
  return (
    <Panel title="Popularity" note="Positives by rank, both as powers of ten">
      <LineChart label="Positives by rank of popularity" axis="log10 rank" x={x} series={series} />
    </Panel>
  );
}

function HistoriesPanel({ histories }: { histories: Data['histories'] }) {
  return (
    <Panel title="Histories" note="Users by how many positives they have">
      <Bars
        label="Users by length of history"
        bars={histories.map(({ from, to, users }) => ({
          key: String(from),
          name: from === to ? String(from) : `${formatCount(from)} to ${formatCount(to)}`,
          value: users,
          text: formatCount(users),
        }))}
      />
    </Panel>
  );
}

function ColumnsPanel({ columns }: { columns: Data['columns'] }) {
  return (
    <Panel title="Columns of items" note="Share of the items that have a value">
      {columns.length === 0 ? (
        <Empty>Items have no columns.</Empty>
      ) : (
        <Bars
          label="Filled share by column"
          testId="columns"
          of={1}
          bars={columns.map(({ name, filled }) => ({
            key: name,
            name,
            value: filled,
            text: formatShare(filled),
            ...(filled < 0.5 && { tone: 'warn' }),
          }))}
        />
      )}
    </Panel>
  );
}

function LivePanel({ live }: { live: Data['live'] }) {
  return (
    <Panel title="Since then" note={`${formatCount(live.events)} events since the bundle`}>
      {live.types.length === 0 ? (
        <Empty>Nothing came in since: POST /v1/events takes what users do.</Empty>
      ) : (
        <Wide label="Events since" minWidth={240} maxHeight={300}>
          <Table fz="sm" verticalSpacing={4}>
            <Table.Tbody>
              {live.types.map(({ day, type, events }) => (
                <Table.Tr key={`${day} ${type}`}>
                  <Table.Td>{day.slice(0, 10)}</Table.Td>
                  <Table.Td style={{ overflowWrap: 'anywhere' }}>{type}</Table.Td>
                  <Table.Td ta="right">{formatCount(events)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Wide>
      )}
      <Text size="xs" className="quiet">
        Days by UTC
      </Text>
    </Panel>
  );
}
