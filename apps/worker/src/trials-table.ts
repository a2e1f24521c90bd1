import { bestRung, type Trial, type TuneResult } from '@twotower/trainer';

/** The trials, best first, what each changed, and how far the best is ahead of the config as it is. */
export function trialsTable({ metric, trials, warnings }: TuneResult): string {
  const head = ['rank', 'trial', 'epochs', metric, 'best epoch', 'seconds', 'changes'];
  const rows = trials.map((trial, place) => {
    const rung = bestRung(trial);
    return [
      String(place + 1),
      String(trial.trial),
      String(Math.max(...trial.rungs.map(({ epochs }) => epochs))),
      rung?.value?.toFixed(4) ?? 'failed',
      rung ? String(rung.bestEpoch) : '-',
      trial.rungs.reduce((sum, { seconds }) => sum + seconds, 0).toFixed(1),
      changesOf(trial),
    ];
  });
  const widths = head.map((title, c) => Math.max(title.length, ...rows.map((row) => row[c].length)));
  const line = (row: readonly string[]): string =>
    row.map((cell, c) => (c === head.length - 1 ? cell : cell.padStart(widths[c]))).join('  ');
  return [
    ...[head, ...rows].map(line),
    ...leadLine(metric, trials),
    ...warnings.map((warning) => `warning: ${warning}`),
  ].join('\n');
}

/** What a trial changed, in words. */
export function changesOf({ trial, settings }: Pick<Trial, 'trial' | 'settings'>): string {
  return trial === 0 ? '(the config as it is)' : settings.join(', ') || '(none)';
}

function leadLine(metric: string, trials: readonly Trial[]): string[] {
  const best = bestRung(trials[0])?.value;
  const base = trials.find(({ trial }) => trial === 0);
  const before = base && bestRung(base)?.value;
  if (typeof best !== 'number' || typeof before !== 'number' || before <= 0) {
    return [];
  }
  return [
    trials[0].trial === 0
      ? `No trial is better than the config as it is, ${metric} ${before.toFixed(4)} on the validation part.`
      : `The best has ${metric} ${best.toFixed(4)} on the validation part, the config as it is ${before.toFixed(4)}: ` +
        `${(((best - before) / before) * 100).toFixed(1)} % more.`,
  ];
}
