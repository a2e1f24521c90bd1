import { Button, Group, NumberInput, Table } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { formatLatency, formatShare } from '../format.ts';
import { useAsk } from '../service/use-ask.ts';
import { Empty } from '../shell/empty.tsx';
import { Entries } from '../shell/entries.tsx';
import { Facts } from '../shell/facts.tsx';
import { Loaded } from '../shell/loaded.tsx';
import { Page } from '../shell/page.tsx';
import { Panel } from '../shell/panel.tsx';

const worst = 15;

/** What the index finds of the true best items, for users spread over all, and how fast. */
export default function IndexPage() {
  const [users, setUsers] = useState(50);
  const [k, setK] = useState(100);
  const [asked, setAsked] = useState({ users, k });
  const query = useAsk('measureIndex', asked, { keep: true });
  return (
    <Page title="Index" note="The index beside an exact search, measured now on the vectors of users">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          setAsked({ users, k });
          if (users === asked.users && k === asked.k) void query.refetch();
        }}
      >
        <Group align="flex-end" gap="sm">
          <NumberInput
            label="Users"
            w={100}
            min={1}
            max={200}
            clampBehavior="strict"
            value={users}
            onChange={(value) => setUsers(Number(value) || 1)}
          />
          <NumberInput
            label="k"
            w={100}
            min={1}
            max={1000}
            clampBehavior="strict"
            value={k}
            onChange={(value) => setK(Number(value) || 1)}
          />
          <Button type="submit" loading={query.isFetching}>
            Measure
          </Button>
        </Group>
      </form>
      <Loaded query={query} what="the measurement" height={320}>
        {(measured) => {
          const median = (values: number[]) =>
            values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
          const sorted = [...measured.users].sort((a, b) => a.recall - b.recall || b.index - a.index);
          return (
            <>
              <Panel title="In short">
                <Facts
                  facts={[
                    ['Index', measured.index],
                    ['Finds', measured.recall === undefined ? '–' : formatShare(measured.recall)],
                    ['At least', sorted.length === 0 ? '–' : formatShare(sorted[0].recall)],
                    ['Median search', formatLatency(median(sorted.map(({ index }) => index)))],
                    ['Median exact', formatLatency(median(sorted.map(({ exact }) => exact)))],
                    ['Users', sorted.length],
                  ]}
                />
              </Panel>
              <Panel title="Worst served" note={`Of the true best ${measured.k}`}>
                {sorted.length === 0 ? (
                  <Empty>No user of the bundle has a vector.</Empty>
                ) : (
                  <Entries
                    label="Worst served"
                    minWidth={320}
                    heads={['User', { right: 'Found' }, { right: 'Search' }, { right: 'Exact' }]}
                    dense
                  >
                    {sorted.slice(0, worst).map(({ userId, recall, index, exact }) => (
                      <Table.Tr key={userId} data-testid="index-user">
                        <Table.Td>
                          <Link className="link" to="/playground" search={{ user: userId }}>
                            {userId}
                          </Link>
                        </Table.Td>
                        <Table.Td ta="right">{formatShare(recall)}</Table.Td>
                        <Table.Td ta="right">{formatLatency(index)}</Table.Td>
                        <Table.Td ta="right">{formatLatency(exact)}</Table.Td>
                      </Table.Tr>
                    ))}
                  </Entries>
                )}
              </Panel>
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}
