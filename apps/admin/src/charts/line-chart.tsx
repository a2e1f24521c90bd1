import 'uplot/dist/uPlot.min.css';
import { useComputedColorScheme } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useEffect, useRef } from 'react';
import UPlot from 'uplot';
import { seriesColors } from '../theme.ts';

export interface Series {
  readonly label: string;
  /** One value a place of the axis; null where there is none. */
  readonly values: readonly (number | null)[];
  /** On an axis of its own at the right. */
  readonly right?: boolean;
}

export interface LineChartProps {
  /** What the chart shows, for who does not see it. */
  readonly label: string;
  /** What the axis below counts. */
  readonly axis: string;
  /** Numbers, or with `time` milliseconds since 1970, ascending. */
  readonly x: readonly number[];
  readonly series: readonly Series[];
  readonly time?: boolean;
  readonly height?: number;
}

/** Lines over one axis, drawn by uPlot; a legend below says the values under the pointer. */
export function LineChart({ label, axis: across, x, series, time = false, height = 200 }: LineChartProps) {
  const { ref, width } = useElementSize();
  const place = useRef<HTMLDivElement>(null);
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });
  useEffect(() => {
    if (place.current === null || width === 0) return;
    const ink = scheme === 'dark' ? '#c9c9c9' : '#495057';
    const rule = scheme === 'dark' ? '#3b3b3b' : '#e9ecef';
    const axis = { stroke: ink, grid: { stroke: rule, width: 1 }, ticks: { show: false } };
    const hasRight = series.some(({ right }) => right);
    const chart = new UPlot(
      {
        width,
        height,
        scales: { x: { time } },
        axes: [
          { ...axis, size: 28 },
          { ...axis, size: 52 },
          ...(hasRight ? [{ ...axis, scale: 'right', side: 1, size: 52, grid: { show: false } }] : []),
        ],
        series: [
          { label: across },
          ...series.map(({ label: name, right }, i) => ({
            label: name,
            scale: right ? 'right' : 'y',
            stroke: seriesColors[scheme][i % seriesColors[scheme].length],
            width: 2,
            points: { show: x.length <= 30, size: 5 },
            spanGaps: true,
          })),
        ],
      },
      [x.map((at) => (time ? at / 1000 : at)), ...series.map(({ values }) => [...values])],
      place.current,
    );
    return () => chart.destroy();
  }, [across, x, series, time, height, width, scheme]);
  return (
    <figure ref={ref} className="chart" style={{ margin: 0, minHeight: height + 30 }} aria-label={label}>
      <div ref={place} />
    </figure>
  );
}
