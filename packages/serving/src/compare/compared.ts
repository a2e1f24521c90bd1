import type { ArmSums, ComparisonArm, ComparisonKind } from '@twotower/schema';
import { ratioOf } from './ratio.ts';
import { type Interval, sequentialInterval } from './sequential-interval.ts';

/** What a comparison says so far. */
export interface Compared {
  readonly arms: readonly ArmFigures[];
  /**
   * `ab`: how much more of the treatment's requests were reacted to, of 1. `interleave`: the share of decided requests that the
   * treatment won, less that which the control won. Absent for a shadow, and while too few take part.
   */
  readonly difference?: Interval & { readonly estimate: number };
  /** Which is better; `undecided` while the interval holds 0. Absent for a shadow. */
  readonly verdict?: 'treatment' | 'control' | 'undecided';
  /** Why it is not to be trusted, where that is so. */
  readonly warning?: string;
}

export interface ArmFigures {
  readonly arm: ComparisonArm;
  readonly users: number;
  readonly requests: number;
  /** Requests that count: interleaved those that somebody reacted to, else all. */
  readonly counted: number;
  /** What they came to: the share that was reacted to, who won, or the overlap. */
  readonly rate?: number;
}

/** Below so many users a variance is not known well enough to decide by it. */
const fewest = 100;
/** The differences that one hopes to find: a twentieth of what is, and one win of twenty. */
const hopedFor = 0.05;
/** How unlikely shares of users have to be by chance alone. */
const unlikely = 3.3;

/** @param share of the users who were to get the treatment, in `ab` */
export function compared(
  { kind, share }: { readonly kind: ComparisonKind; readonly share: number },
  sums: readonly ArmSums[],
): Compared {
  const arms = sums.map(figuresOf);
  if (kind === 'shadow') return { arms };
  const isEnough = sums.length === (kind === 'ab' ? 2 : 1) && sums.every(({ users }) => users >= fewest);
  const found = isEnough ? (kind === 'ab' ? differenceOf(sums) : preferenceOf(sums[0])) : undefined;
  const warning = kind === 'ab' ? mismatch(sums, share) : undefined;
  if (found === undefined) return { arms, verdict: 'undecided', ...(warning && { warning }) };
  const verdict = found.low > 0 ? 'treatment' : found.high < 0 ? 'control' : 'undecided';
  return { arms, difference: found, verdict, ...(warning && { warning }) };
}

function figuresOf(sums: ArmSums): ArmFigures {
  const { arm, users, requests, counted, value } = sums;
  return { arm, users, requests, counted, ...(counted > 0 && { rate: value / counted }) };
}

function differenceOf(sums: readonly ArmSums[]): Compared['difference'] {
  const [control, treatment] = (['control', 'treatment'] as const).map((arm) => {
    const own = sums.find((each) => each.arm === arm);
    return own && ratioOf(own);
  });
  if (control === undefined || treatment === undefined) return undefined;
  const estimate = treatment.estimate - control.estimate;
  const variance = treatment.variance + control.variance;
  const scale = (hopedFor * (treatment.estimate + control.estimate)) / 2;
  if (variance === 0 || scale === 0) return undefined;
  return { estimate, ...sequentialInterval({ estimate, variance }, scale) };
}

function preferenceOf(sums: ArmSums): Compared['difference'] {
  const ratio = ratioOf(sums);
  if (ratio === undefined || ratio.variance === 0) return undefined;
  return { estimate: ratio.estimate, ...sequentialInterval(ratio, hopedFor) };
}

/** Where an arm has too many of the users something leaves some out, and who is left is not to be compared. */
function mismatch(sums: readonly ArmSums[], share: number): string | undefined {
  const all = sums.reduce((sum, { users }) => sum + users, 0);
  const treated = sums.find(({ arm }) => arm === 'treatment')?.users ?? 0;
  const deviation = Math.sqrt(all * share * (1 - share));
  if (all < fewest || deviation === 0 || Math.abs(treated - all * share) < unlikely * deviation)
    return undefined;
  const percent = (part: number): string => `${(100 * part).toFixed(1)} %`;
  return (
    `the treatment has ${percent(treated / all)} of the users instead of ${percent(share)}: ` +
    'users are lost on one side, so the two cannot be compared'
  );
}
