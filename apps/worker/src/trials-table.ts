import type { Trial, TuneResult } from '@twotower/trainer';

/** The trials, best first, with what each changed. */
export function trialsTable({ metric, trials }: TuneResult): string {
  const rows = trials.map((trial) => [
    String(trial.trial),
    ...[3, 9, 27].map((epochs) => figure(trial, epochs)),
    trial.trial === 0 ? '(the config as it is)' : describe(trial.changes),
  ]);
  const head = ['trial', '3 epochs', '9', '27', `changes (${metric} on the validation part)`];
  const widths = head.map((title, c) => Math.max(title.length, ...rows.map((row) => row[c].length)));
  return [head, ...rows]
    .map((row) => row.map((cell, c) => (c < 4 ? cell.padStart(widths[c]) : cell)).join('  '))
    .join('\n');
}

function figure({ rungs }: Trial, epochs: number): string {
  const rung = rungs.find((result) => result.epochs === epochs);
  return rung === undefined ? '' : rung.value === null ? 'failed' : rung.value.toFixed(4);
}

function describe({ loss, negatives = [], model = {}, training = {} }: Trial['changes']): string {
  const uniform = negatives.find((negative) => negative.kind === 'uniform');
  return [
    loss?.kind === 'bsl' ? `bsl c ${loss.c}` : (loss?.kind ?? ''),
    loss && 'logQ' in loss ? `logQ ${loss.logQ}` : '',
    `tau ${model.temperature}`,
    `dim ${model.dim}`,
    `lr ${training.learningRate}`,
    `batch ${training.batchSize}`,
    `uniform ${uniform?.kind === 'uniform' ? uniform.count : 0}`,
    model.user?.hidden.length ? `hidden ${model.user.hidden.join(',')}` : '',
    model.history ? `history ${model.history}` : '',
    model.idDropout === undefined ? '' : `idDropout ${model.idDropout}`,
  ]
    .filter((part) => part !== '')
    .join(', ');
}
