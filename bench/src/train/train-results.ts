import { median } from '../measure/median.ts';
import type { ContenderName, StepRate } from './contenders.ts';
import { problem } from './problem.ts';
import { stepFlops } from './step-flops.ts';

/** All rates of one turn at one batch size, measured in the same minutes. */
export interface Round {
  readonly batch: number;
  /** Of matrix products in as many threads, where our kernel is there. */
  readonly flopsPerSecond?: number;
  readonly rates: Readonly<Partial<Record<ContenderName, StepRate>>>;
}

export interface BatchSummary {
  readonly batch: number;
  /** Medians over the rounds. */
  readonly samplesPerSecond: Readonly<Partial<Record<ContenderName, number>>>;
  /** Medians over the rounds of each rate to the better peer's in the same round; empty without peers. */
  readonly ratios: Readonly<Partial<Record<ContenderName, number>>>;
  /** Samples a second if a step were its matrix products alone, and the share of it that the kernel's step reaches. */
  readonly limit?: {
    readonly flopsOfStep: number;
    readonly samplesPerSecond: number;
    readonly reached?: number;
  };
}

const peers = ['tfrs', 'torch'] as const;

export function summarise(rounds: readonly Round[]): BatchSummary[] {
  return [...new Set(rounds.map(({ batch }) => batch))].map((batch) => {
    const own = rounds.filter((round) => round.batch === batch);
    const names = [...new Set(own.flatMap(({ rates }) => Object.keys(rates) as ContenderName[]))];
    const medians = (of: (round: Round, name: ContenderName) => number | undefined) =>
      Object.fromEntries(
        names.flatMap((name) => {
          const values = own.map((round) => of(round, name)).filter((value) => value !== undefined);
          return values.length > 0 ? [[name, median(values)]] : [];
        }),
      );
    const limit = limitOf(own);
    return {
      batch,
      samplesPerSecond: medians(({ rates }, name) => rates[name]?.samplesPerSecond),
      ratios: medians((round, name) => ratioToPeers(round, name)),
      ...(limit && { limit }),
    };
  });
}

function ratioToPeers({ rates }: Round, name: ContenderName): number | undefined {
  const theirs = peers.map((peer) => rates[peer]?.samplesPerSecond).filter((rate) => rate !== undefined);
  const rate = rates[name]?.samplesPerSecond;
  return theirs.length > 0 && rate !== undefined ? rate / Math.max(...theirs) : undefined;
}

function limitOf(rounds: readonly Round[]): BatchSummary['limit'] {
  const flopsOfStep = stepFlops({ ...problem, batch: rounds[0].batch });
  const limits = rounds.flatMap(({ batch, flopsPerSecond, rates }) =>
    flopsPerSecond === undefined
      ? []
      : [{ limit: (flopsPerSecond / flopsOfStep) * batch, rate: rates.kernel?.samplesPerSecond }],
  );
  if (limits.length === 0) {
    return undefined;
  }
  const reached = limits.flatMap(({ limit, rate }) => (rate === undefined ? [] : [rate / limit]));
  return {
    flopsOfStep,
    samplesPerSecond: median(limits.map(({ limit }) => limit)),
    ...(reached.length > 0 && { reached: median(reached) }),
  };
}
