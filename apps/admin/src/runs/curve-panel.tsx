import { Select } from '@mantine/core';
import { useMemo, useState } from 'react';
import { LineChart } from '../charts/line-chart.tsx';
import { formatCount, formatSeconds } from '../format.ts';
import type { Epoch } from '../service/shapes.ts';
import { Empty } from '../shell/empty.tsx';
import { Panel } from '../shell/panel.tsx';
import { curveNames, curveValue } from './curve-value.ts';

export interface CurvePanelProps {
  readonly curve: readonly Epoch[];
  readonly timing?: Readonly<Record<string, number>>;
}

/** Loss by epoch, and on an axis of its own whatever else was recorded: a validation metric, gradients, collapse. */
export function CurvePanel({ curve, timing = {} }: CurvePanelProps) {
  const names = curveNames(curve).filter((name) => name !== 'loss');
  const [chosen, setChosen] = useState<string>();
  const beside = chosen ?? names.find((name) => name.startsWith('ndcg')) ?? names[0];
  const { x, series } = useMemo(
    () => ({
      x: curve.map(({ epoch }) => epoch),
      series: [
        { label: 'loss', values: curve.map(({ loss }) => loss) },
        ...(beside === undefined
          ? []
          : [{ label: beside, values: curve.map((epoch) => curveValue(epoch, beside)), right: true }]),
      ],
    }),
    [curve, beside],
  );
  const seconds = timing.trainSeconds ?? curve.reduce((sum, epoch) => sum + epoch.seconds, 0);
  return (
    <Panel
      title="Training curve"
      note={
        curve.length > 0 &&
        `${curve.length} epochs in ${formatSeconds(seconds)}, ${formatCount(curve[curve.length - 1].samplesPerSecond)} samples/s in the last`
      }
      actions={
        names.length > 0 && (
          <Select
            size="xs"
            w={170}
            aria-label="Beside the loss"
            allowDeselect={false}
            value={beside}
            onChange={(value) => setChosen(value ?? undefined)}
            data={names}
          />
        )
      }
    >
      {curve.length === 0 ? (
        <Empty>No epochs were recorded.</Empty>
      ) : (
        <LineChart
          label={`Loss and ${beside ?? 'nothing else'} by epoch`}
          axis="epoch"
          x={x}
          series={series}
        />
      )}
    </Panel>
  );
}
