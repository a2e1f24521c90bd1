import type { Foretold } from '@twotower/schema';

/** What was foretold, and when that was looked at, milliseconds since 1970. */
export interface ForetoldAt extends Pick<Foretold, 'users' | 'k' | 'recall' | 'deviation'> {
  readonly at: number;
}

export interface RecallDrop {
  /** recall@k in the mean over the users of the last day, and of the week before. */
  readonly now: number;
  readonly before: number;
  /** Whether it is lower by more than the share that was asked about, and surely so. */
  readonly isDrop: boolean;
}

const day = 86_400_000;
/** Of fewer users nothing can be told. */
const leastUsers = 100;
/** Two-sided 95 % of a normal distribution. */
const sure = 1.96;

/**
 * Whether new events are foretold worse than they were: the last day against the seven days before, users of one look taken as
 * independent of those of another.
 *
 * @param share a drop by less than this is none
 * @returns undefined where either has too few users
 */
export function recallDrop(looks: readonly ForetoldAt[], now: number, share: number): RecallDrop | undefined {
  const newest = looks.reduce<ForetoldAt | undefined>((a, b) => (a && a.at > b.at ? a : b), undefined);
  const within = (from: number, to: number) =>
    meanOf(looks.filter(({ at, k }) => k === newest?.k && at > from && at <= to));
  const recent = within(now - day, now);
  const past = within(now - 8 * day, now - day);
  if (recent.users < leastUsers || past.users < leastUsers) return undefined;
  const difference = past.mean - recent.mean;
  const isSure = difference > sure * Math.sqrt(recent.variance + past.variance);
  return { now: recent.mean, before: past.mean, isDrop: isSure && difference > share * past.mean };
}

/** The mean over users, and the variance of that mean. */
function meanOf(looks: readonly ForetoldAt[]): { users: number; mean: number; variance: number } {
  const users = looks.reduce((sum, look) => sum + look.users, 0);
  const mean = looks.reduce((sum, look) => sum + look.users * look.recall, 0) / users;
  const variance = looks.reduce((sum, look) => sum + look.users * look.deviation ** 2, 0) / users ** 2;
  return { users, mean, variance };
}
