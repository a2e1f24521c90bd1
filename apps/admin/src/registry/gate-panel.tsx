import { Text } from '@mantine/core';
import { Whiskers } from '../charts/whiskers.tsx';
import { formatCount, formatMetric, formatShare } from '../format.ts';
import type { Report } from '../service/shapes.ts';
import { Facts } from '../shell/facts.tsx';
import { Panel } from '../shell/panel.tsx';

/** Whether a night's bundle took the champion's place, and the numbers that said so. */
export function GatePanel({ gate }: { gate: NonNullable<Report['gate']> }) {
  const { accepted, reason, canTell, k, trained, heldOut, users, recall, against, coverage, indexRecall } =
    gate;
  return (
    <Panel
      title="Gate"
      note={`${formatCount(trained)} positives learnt, ${formatCount(heldOut)} held out of ${formatCount(users)} users${canTell ? '' : '; too few to tell'}`}
    >
      <Text size="sm" mb="sm">
        <strong className={accepted ? 'good' : 'bad'}>{accepted ? 'Accepted' : 'Rejected'}</strong>: {reason}
      </Text>
      <Facts
        facts={[
          [`recall@${k}`, formatMetric(recall?.candidate)],
          ['champion’s', formatMetric(recall?.champion)],
          ['prior’s alone', formatMetric(recall?.prior)],
          ['Coverage', coverage ? formatShare(coverage.candidate) : '–'],
          ['champion’s coverage', coverage ? formatShare(coverage.champion) : '–'],
          ['Index finds', formatShare(indexRecall)],
        ]}
      />
      {against && (
        <Whiskers
          label={`recall@${k}: candidate minus the other`}
          rows={[
            { name: 'champion', ...against.champion },
            { name: 'prior', ...against.prior },
          ]}
        />
      )}
    </Panel>
  );
}
