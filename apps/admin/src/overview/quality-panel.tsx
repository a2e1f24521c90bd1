import { BarChart } from '@mantine/charts';
import { Box, Group, SegmentedControl, Select, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { formatCount } from '../format.ts';
import { chartRows, isQuality, metricAxes, parseMetric } from '../quality.ts';
import type { Report } from '../service/shapes.ts';
import { Legend } from '../shell/legend.tsx';
import { Panel } from '../shell/panel.tsx';
import { baselineColors, modelColor } from '../theme.ts';
import { familyLabel } from './metric-label.ts';
import { QualityTable } from './quality-table.tsx';

type View = 'cut-off' | 'metric';

/** The model beside its baselines, at one cut-off over all metrics or of one metric over all cut-offs. */
export function QualityPanel({ report }: { report: Report }) {
  const { families, ks } = metricAxes(report.metrics);
  const [view, setView] = useState<View>('cut-off');
  const [k, setK] = useState(ks.includes(20) ? 20 : (ks[0] ?? 0));
  const [family, setFamily] = useState(families[0] ?? '');
  const names = Object.keys(report.metrics).filter((name) => {
    const metric = parseMetric(name);
    return view === 'cut-off' ? metric?.k === k : metric?.family === family;
  });
  const order = (name: string) => {
    const metric = parseMetric(name);
    return view === 'cut-off' ? families.indexOf(metric?.family ?? '') : (metric?.k ?? 0);
  };
  const shown = names.sort((a, b) => order(a) - order(b));
  if (families.length === 0) {
    return (
      <Panel title="Quality" note={<Protocol report={report} />}>
        <Text c="dimmed">
          This bundle was trained on everything, with nothing held out.{' '}
          <code>npm run twotower -- experiment</code> measures the same configuration against the baselines.
        </Text>
      </Panel>
    );
  }
  return (
    <Panel
      title="Quality beside the baselines"
      note={<Protocol report={report} />}
      actions={
        <Group gap="xs">
          <SegmentedControl
            size="xs"
            aria-label="Compare by"
            value={view}
            onChange={(value) => setView(value === 'metric' ? 'metric' : 'cut-off')}
            data={[
              { value: 'cut-off', label: 'All metrics' },
              { value: 'metric', label: 'All cut-offs' },
            ]}
          />
          {view === 'cut-off' ? (
            <Select
              size="xs"
              w={104}
              aria-label="Cut-off"
              allowDeselect={false}
              value={String(k)}
              onChange={(value) => setK(Number(value))}
              data={ks.map((value) => ({ value: String(value), label: `at k = ${value}` }))}
            />
          ) : (
            <Select
              size="xs"
              w={150}
              aria-label="Metric"
              allowDeselect={false}
              value={family}
              onChange={(value) => setFamily(value ?? family)}
              data={families.map((value) => ({ value, label: familyLabel(value) }))}
            />
          )}
        </Group>
      }
    >
      <Stack gap="lg">
        <Chart report={report} names={view === 'cut-off' ? shown.filter(isQuality) : shown} view={view} />
        <QualityTable report={report} names={shown} />
      </Stack>
    </Panel>
  );
}

function Chart({ report, names, view }: { report: Report; names: readonly string[]; view: View }) {
  const label = (name: string) => {
    const metric = parseMetric(name);
    return view === 'cut-off' ? familyLabel(metric?.family ?? name) : `k = ${metric?.k}`;
  };
  const series = [
    { name: 'TwoTower', color: modelColor },
    ...Object.keys(report.baselines).map((name, i) => ({
      name,
      color: baselineColors[i % baselineColors.length],
    })),
  ];
  return (
    <Box>
      <Legend entries={series} />
      <Box style={{ overflowX: 'auto' }}>
        <BarChart
          h={240}
          miw={names.length * (series.length * 11 + 16)}
          data={chartRows(names, label, { TwoTower: report.metrics, ...report.baselines })}
          dataKey="metric"
          series={series}
          tickLine="none"
          gridAxis="x"
          yAxisProps={{ width: 52 }}
          barProps={{ radius: [3, 3, 0, 0], maxBarSize: 36, isAnimationActive: false }}
          barChartProps={{ barGap: 2, barCategoryGap: '22%' }}
          valueFormatter={(value) => String(Number(value.toFixed(4)))}
        />
      </Box>
    </Box>
  );
}

function Protocol({ report: { protocol } }: { report: Report }) {
  if (protocol.part === 'none') return `${protocol.split} split; nothing was held out`;
  const seen = protocol.seen === 'mask' ? 'seen items masked' : 'seen items kept';
  return (
    `${protocol.split} split, ${protocol.part} part: ${formatCount(protocol.users)} users with ` +
    `${formatCount(protocol.testEvents)} held-out events, ranked over ${formatCount(protocol.items)} items, ${seen}, ` +
    `seed ${protocol.seed}`
  );
}
