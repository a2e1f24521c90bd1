import { median } from '../measure/median.ts';
import { markdownTable } from '../results-table.ts';
import type { FilesEncoded, FilesTurn } from './train-files-once.ts';

export interface FilesMeasured {
  readonly cpu: string;
  readonly events: number;
  readonly users: number;
  readonly items: number;
  readonly batch: number;
  /** Of `events.csv`. */
  readonly bytes: number;
  readonly simulateSeconds: number;
  readonly encoded: FilesEncoded;
  readonly turns: readonly FilesTurn[];
}

/** The way from text to a trained epoch, stage by stage; medians over the turns, the highest peak of memory. */
export function filesTable({ bytes, encoded, turns }: FilesMeasured): string {
  const middle = (of: (turn: FilesTurn) => number) => median(turns.map(of));
  const mebibytes = (size: number) => `${Math.round(size / 2 ** 20)} MiB`;
  const rate = (perSecond: number) => `${Math.round(perSecond / 1000)}k/s`;
  const ratio = middle(
    ({ samplesPerSecond, stepSamplesPerSecond }) => samplesPerSecond / stepSamplesPerSecond,
  );
  return markdownTable(
    ['stage', 'seconds', 'rate', 'peak memory'],
    [
      [
        `read and encode ${mebibytes(bytes)} of text to shards`,
        encoded.seconds.toFixed(1),
        rate(encoded.events / encoded.seconds),
        mebibytes(encoded.peakRssBytes),
      ],
      [
        'one epoch from shards',
        middle(({ epochSeconds }) => epochSeconds).toFixed(1),
        rate(middle(({ samplesPerSecond }) => samplesPerSecond)),
        mebibytes(Math.max(...turns.map(({ peakRssBytes }) => peakRssBytes))),
      ],
      [
        'the same step without input',
        '-',
        rate(middle(({ stepSamplesPerSecond }) => stepSamplesPerSecond)),
        '-',
      ],
      ['share of it that the epoch reaches', '-', ratio.toFixed(2), '-'],
    ],
  );
}
