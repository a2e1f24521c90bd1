import type { Config } from '@twotower/schema';
import type { Changes } from './changes.ts';

/** One training of a trial for at most so many epochs. */
export interface RungResult {
  /** The best validation figure among the epochs; `null` where training failed. */
  readonly value: number | null;
  /** From 1; 0 where training failed. */
  readonly bestEpoch: number;
  /** Why training failed. */
  readonly failure?: string;
  readonly trial: number;
  /** What the trial changed, in words: a result of other changes, as of an older program, is not taken over. */
  readonly settings: readonly string[];
  readonly epochs: number;
  readonly seconds: number;
}

export interface Trial {
  readonly trial: number;
  /** Trial 0 changes nothing: it is the config as it stands. The next are the portfolio's, the others are drawn. */
  readonly changes: Changes;
  /** The changes in words, such as `tau 0.2`. */
  readonly settings: readonly string[];
  readonly rungs: readonly RungResult[];
}

/** The training that a trial's best figure is of; undefined where all failed. */
export function bestRung({ rungs }: Pick<Trial, 'rungs'>): RungResult | undefined {
  const [best] = rungs.filter(({ value }) => value !== null).sort((a, b) => figureOf(b) - figureOf(a));
  return best;
}

/** A failed training is worse than any. */
export function figureOf({ value }: Pick<RungResult, 'value'>): number {
  return value ?? Number.NEGATIVE_INFINITY;
}

/** A trial that needs more epochs than the config has is given half as many again as it needed: early stopping ends them. */
export function withEpochs(trial: Trial, { training }: Config): Trial {
  const needed = Math.ceil((bestRung(trial)?.bestEpoch ?? 0) * 1.5);
  const { changes } = trial;
  return needed > training.epochs
    ? { ...trial, changes: { ...changes, training: { ...changes.training, epochs: needed } } }
    : trial;
}
