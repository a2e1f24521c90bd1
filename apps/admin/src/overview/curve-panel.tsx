import { LineChart } from '@mantine/charts';
import { Select, Text } from '@mantine/core';
import { useState } from 'react';
import { formatCount, formatSeconds } from '../format.ts';
import type { Metrics, Report } from '../service/shapes.ts';
import { Legend } from '../shell/legend.tsx';
import { Panel } from '../shell/panel.tsx';
import { modelColor } from '../theme.ts';

/** Loss per epoch and, where something was held out, a validation metric on the right axis. */
export function CurvePanel({ report: { curve, timing } }: { report: Report }) {
  const measured = [...new Set(curve.flatMap((epoch) => Object.keys(epoch.validation ?? {})))];
  const [chosen, setChosen] = useState<string>();
  const metric = chosen ?? measured.find((name) => name.startsWith('ndcg')) ?? measured[0];
  const best = metric && bestEpoch(curve, metric);
  const seconds = timing.trainSeconds ?? curve.reduce((sum, epoch) => sum + epoch.seconds, 0);
  const speed = timing.samplesPerSecond ?? curve.at(-1)?.samplesPerSecond;
  const series = [
    { name: 'loss', color: 'gray.6', label: 'training loss' },
    ...(metric ? [{ name: metric, color: modelColor, yAxisId: 'right', label: `validation ${metric}` }] : []),
  ];
  return (
    <Panel
      title="Training curve"
      note={
        curve.length > 0 &&
        `${curve.length} epochs in ${formatSeconds(seconds)}${speed ? `, ${formatCount(speed)} samples/s` : ''}${best ? `; best at epoch ${best}` : ''}`
      }
      actions={
        measured.length > 0 && (
          <Select
            size="xs"
            w={140}
            aria-label="Validation metric"
            allowDeselect={false}
            value={metric}
            onChange={(value) => setChosen(value ?? undefined)}
            data={measured}
          />
        )
      }
    >
      {curve.length === 0 ? (
        <Text c="dimmed">No epochs were recorded for this bundle.</Text>
      ) : (
        <>
          <Legend entries={series.map(({ label, color }) => ({ name: label, color }))} />
          <LineChart
            h={250}
            data={curve.map(({ epoch, loss, validation }) => ({ epoch, loss, ...pick(validation, metric) }))}
            dataKey="epoch"
            series={series}
            withRightYAxis={metric !== undefined}
            curveType="monotone"
            withDots={curve.length <= 40}
            tickLine="none"
            yAxisProps={{ width: 40, domain: ['auto', 'auto'] }}
            rightYAxisProps={{ width: 44, domain: ['auto', 'auto'] }}
            referenceLines={best ? [{ x: best, color: 'teal.6' }] : undefined}
            lineProps={{ isAnimationActive: false }}
            valueFormatter={(value) => String(Number(value.toFixed(4)))}
          />
        </>
      )}
    </Panel>
  );
}

function pick(validation: Metrics | undefined, metric: string | undefined): Metrics {
  const value = metric === undefined ? undefined : validation?.[metric];
  return metric === undefined || value === undefined ? {} : { [metric]: value };
}

function bestEpoch(curve: Report['curve'], metric: string): number | undefined {
  let best: { epoch: number; value: number } | undefined;
  for (const { epoch, validation } of curve) {
    const value = validation?.[metric];
    if (value !== undefined && (best === undefined || value > best.value)) best = { epoch, value };
  }
  return best?.epoch;
}
