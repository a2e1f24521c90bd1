import { Badge, Table, Text } from '@mantine/core';
import { formatLift, formatMetric } from '../format.ts';
import { liftOverBest } from '../quality.ts';
import type { Report } from '../service/shapes.ts';
import { Wide } from '../shell/wide.tsx';

/** The figures of the chart; the best baseline of a row is set in bold. */
export function QualityTable({ report, names }: { report: Report; names: readonly string[] }) {
  const baselines = Object.keys(report.baselines);
  // Groups by a feature of the users can be many; the report's JSON has them.
  const slices = Object.keys(report.slices).filter((name) => !name.includes('='));
  return (
    <Wide label="Figures" minWidth={140 + 92 * (baselines.length + slices.length + 2)}>
      <Table verticalSpacing={8} fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Metric</Table.Th>
            <Table.Th ta="right">TwoTower</Table.Th>
            <Table.Th ta="right">Lift over best</Table.Th>
            {baselines.map((name) => (
              <Table.Th key={name} ta="right">
                {name}
              </Table.Th>
            ))}
            {slices.map((name) => (
              <Table.Th key={name} ta="right" className="quiet">
                {name.endsWith('-items') ? name.replace('-', ' ') : `${name} users`}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {names.map((name) => {
            const lift = liftOverBest(name, report.metrics, report.baselines);
            return (
              <Table.Tr key={name}>
                <Table.Td ff="monospace">{name}</Table.Td>
                <Table.Td ta="right" fw={700} data-testid={`metric-${name}`}>
                  {formatMetric(report.metrics[name])}
                </Table.Td>
                <Table.Td ta="right">
                  {lift?.ratio === undefined ? (
                    <Text span className="quiet">
                      –
                    </Text>
                  ) : (
                    <Badge
                      variant="light"
                      color={lift.ratio >= 0 ? 'teal' : 'red'}
                      tt="none"
                      miw="max-content"
                      data-testid={`lift-${name}`}
                    >
                      {formatLift(lift.ratio)}
                    </Badge>
                  )}
                </Table.Td>
                {baselines.map((baseline) => (
                  <Table.Td key={baseline} ta="right" fw={lift?.best === baseline ? 700 : undefined}>
                    {formatMetric(report.baselines[baseline][name])}
                  </Table.Td>
                ))}
                {slices.map((slice) => (
                  <Table.Td key={slice} ta="right" className="quiet">
                    {formatMetric(report.slices[slice][name])}
                  </Table.Td>
                ))}
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </Wide>
  );
}
