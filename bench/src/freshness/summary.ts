import type { Intervals } from '@twotower/schema';

import { pairedBootstrap } from '@twotower/trainer';
import type { Cell } from './cell.ts';
import type { Foretold } from './foretold.ts';
import { ours, type View, views } from './strategies.ts';

export type Interval = Intervals[string][string];

/** What a view of a cell came to. Recall is the mean over users and days of the share of a day's items that were foretold. */
export interface Summary {
  readonly view: string;
  readonly recall: number;
  /** Days of users. */
  readonly rows: number;
  /** The same of users who had taken nothing when the replay began; absent where there are none. */
  readonly newUsers?: number;
  /** Of all takings of items that nobody had taken then, the share that was foretold. */
  readonly newItems?: number;
  /** Of the items that a user truly likes best, the share that was answered; where somebody knows. */
  readonly liked?: number;
  /** By day, from the first. */
  readonly byDay: readonly number[];
  /** How much better the scheme is under the same view, over users; absent for itself. */
  readonly behind?: Interval;
}

export interface CellSummary extends Pick<Cell, 'set' | 'strategy' | 'upkeep' | 'terms'> {
  readonly views: readonly Summary[];
}

/** @param cells of one set */
export function summaries(cells: readonly Cell[]): CellSummary[] {
  const best = cells.find(({ strategy }) => strategy === ours);
  return cells.map((cell) => ({
    set: cell.set,
    strategy: cell.strategy,
    upkeep: cell.upkeep,
    terms: cell.terms,
    views: views.flatMap((view) => summaryOf(view, cell, best) ?? []),
  }));
}

function summaryOf({ name }: View, cell: Cell, best: Cell | undefined): Summary | undefined {
  const foretold = cell.foretold[name];
  if (foretold === undefined) return undefined;
  const recall = recalls(foretold);
  const days = [...new Set(foretold.days)].sort((a, b) => a - b);
  const isOld = new Set(cell.knownUsers);
  const ofNew = recall.filter((_, row) => !isOld.has(foretold.users[row]));
  const [liked, asked] = [sum(foretold.liked), sum(foretold.asked)];
  const newWanted = sum(foretold.newWanted);
  return {
    view: name,
    recall: mean(recall),
    rows: recall.length,
    ...(ofNew.length > 0 && { newUsers: mean(ofNew) }),
    ...(newWanted > 0 && { newItems: sum(foretold.newHits) / newWanted }),
    ...(liked > 0 && { liked: liked / asked }),
    byDay: days.map((day) => mean(recall.filter((_, row) => foretold.days[row] === day))),
    ...(best && best !== cell && { behind: difference(best.foretold[name], foretold) }),
  };
}

/** Of one to another on the same users and days. */
export function difference(better: Foretold, other: Foretold): Interval {
  const places = new Map([...new Set(better.users)].map((user, place) => [user, place]));
  const users = Int32Array.from(better.users, (user) => places.get(user) ?? 0);
  const valuesOf = (foretold: Foretold) => ({
    metrics: ['recall'],
    values: Float32Array.from(recalls(foretold)),
    users,
  });
  if (better.users.join() !== other.users.join() || better.days.join() !== other.days.join()) {
    throw new Error('two cells were not replayed on the same users and days; measure both --again');
  }
  return pairedBootstrap(valuesOf(better), valuesOf(other), 42).recall;
}

function recalls({ hits, wanted }: Foretold): number[] {
  return hits.map((count, row) => count / wanted[row]);
}

function mean(values: readonly number[]): number {
  return sum(values) / Math.max(1, values.length);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
