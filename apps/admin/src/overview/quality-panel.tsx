import { Select, SimpleGrid, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Whiskers } from '../charts/whiskers.tsx';
import { formatCount, formatSigned } from '../format.ts';
import { metricAxes, parseMetric } from '../quality.ts';
import type { Report } from '../service/shapes.ts';
import { Empty } from '../shell/empty.tsx';
import { Panel } from '../shell/panel.tsx';
import { QualityTable } from './quality-table.tsx';

/** The model beside its baselines: the verdict in a sentence, the intervals, the figures at one cut-off. */
export function QualityPanel({ report }: { report: Report }) {
  const { families, ks } = metricAxes(report.metrics);
  const [k, setK] = useState(ks.includes(20) ? 20 : (ks[0] ?? 0));
  if (families.length === 0) {
    return (
      <Panel title="Quality" note={protocolText(report)}>
        <Empty>
          This was trained on everything, with nothing held out. <code>twotower experiment</code> measures the
          same configuration against the baselines.
        </Empty>
      </Panel>
    );
  }
  const order = (name: string) => families.indexOf(parseMetric(name)?.family ?? '');
  const names = Object.keys(report.metrics)
    .filter((name) => parseMetric(name)?.k === k)
    .sort((a, b) => order(a) - order(b));
  return (
    <Panel
      title="Quality beside the baselines"
      note={protocolText(report)}
      actions={
        <Select
          size="xs"
          w={104}
          aria-label="Cut-off"
          allowDeselect={false}
          value={String(k)}
          onChange={(value) => setK(Number(value))}
          data={ks.map((value) => ({ value: String(value), label: `at k = ${value}` }))}
        />
      }
    >
      <Stack gap="md">
        <Verdict report={report} />
        <Intervals report={report} k={k} />
        <QualityTable report={report} names={names} />
      </Stack>
    </Panel>
  );
}

function Verdict({ report: { verdict } }: { report: Report }) {
  if (verdict === undefined) return null;
  const { outcome, baseline, metric, value, baselineValue, difference, low, high } = verdict;
  const tone = outcome === 'better' ? 'good' : outcome === 'worse' ? 'bad' : 'unsure';
  const words =
    outcome === 'better'
      ? 'better than'
      : outcome === 'worse'
        ? 'worse than'
        : 'not surely better or worse than';
  return (
    <Text size="sm">
      <strong className={tone}>
        The model is {words} {baseline}
      </strong>
      , the best baseline in {metric}: {value.toFixed(4)} against {baselineValue.toFixed(4)},{' '}
      {formatSigned(difference)} (95 % {formatSigned(low)} to {formatSigned(high)}).
    </Text>
  );
}

function Intervals({ report: { intervals = {} }, k }: { report: Report; k: number }) {
  const measured = [`ndcg@${k}`, `recall@${k}`].filter((metric) =>
    Object.values(intervals).some((own) => metric in own),
  );
  if (measured.length === 0) return null;
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl">
      {measured.map((metric) => (
        <div key={metric}>
          <Text size="xs" fw={600}>
            {metric}: model minus baseline, 95 % interval over users
          </Text>
          <Whiskers
            label={`${metric}: model minus baseline`}
            rows={Object.entries(intervals).flatMap(([name, own]) =>
              metric in own ? [{ name, ...own[metric] }] : [],
            )}
          />
        </div>
      ))}
    </SimpleGrid>
  );
}

/** How the figures were measured, in a line. */
export function protocolText({ protocol }: Report): string {
  if (protocol.part === 'none') return `${protocol.split} split; nothing was held out`;
  const seen = protocol.seen === 'mask' ? 'seen items masked' : 'seen items kept';
  return (
    `${protocol.split} split, ${protocol.part} part: ${formatCount(protocol.users)} users with ` +
    `${formatCount(protocol.testEvents)} held-out events, ranked over ${formatCount(protocol.items)} items, ${seen}, ` +
    `seed ${protocol.seed}`
  );
}
