import { Table } from '@mantine/core';
import { formatCount, formatMetric } from '../format.ts';
import { mainMetric } from '../quality.ts';
import type { Report } from '../service/shapes.ts';
import { Entries } from '../shell/entries.tsx';
import { Panel } from '../shell/panel.tsx';

const shown = 60;

/** The main metric by group of users and items, the best baseline of each beside. */
export function SlicesPanel({ report }: { report: Report }) {
  const { slices, sliceUsers = {}, baselineSlices = {}, metrics } = report;
  const names = Object.keys(slices);
  if (names.length === 0) return null;
  const metric = mainMetric([metrics]);
  return (
    <Panel
      title={`Slices: ${metric}`}
      note={names.length > shown && `The first ${shown} of ${names.length}; the run’s JSON has all`}
    >
      <Entries
        label="Slices"
        minWidth={320}
        maxHeight={360}
        heads={['Group', { right: 'Users' }, { right: 'Model' }, { right: 'Best baseline' }]}
        dense
      >
        {names.slice(0, shown).map((name) => {
          const best = bestOf(baselineSlices, name, metric);
          return (
            <Table.Tr key={name}>
              <Table.Td style={{ overflowWrap: 'anywhere' }}>{name}</Table.Td>
              <Table.Td ta="right">
                {sliceUsers[name] === undefined ? '–' : formatCount(sliceUsers[name])}
              </Table.Td>
              <Table.Td ta="right">{formatMetric(slices[name][metric])}</Table.Td>
              <Table.Td ta="right">{best ? `${formatMetric(best.value)} ${best.name}` : '–'}</Table.Td>
            </Table.Tr>
          );
        })}
      </Entries>
    </Panel>
  );
}

function bestOf(all: NonNullable<Report['baselineSlices']>, slice: string, metric: string) {
  return Object.entries(all)
    .flatMap(([name, own]) => {
      const value = own[slice]?.[metric];
      return value === undefined ? [] : [{ name, value }];
    })
    .sort((a, b) => b.value - a.value)
    .at(0);
}
