import { RowSet } from '@twotower/index';
import { acceptedItems, excludedRows, leftOf } from '../answer/acceptance.ts';
import { searchFor, shifted } from '../answer/answer-recall.ts';
import type { Asked } from '../answer/asked.ts';
import { noItem } from '../answer/no-item.ts';
import { byPopularity } from '../answer/popularity.ts';
import { type Search, toldFirst } from '../answer/told-first.ts';
import { type UserQuery, userQuery } from '../answer/user-query.ts';
import type { RecallSource } from '../request.ts';

/** Why a user is, or is not, recommended an item. */
export interface Standing {
  readonly itemId: string;
  readonly userId: string;
  readonly bundleId: string;
  readonly source: RecallSource;
  readonly recalled: boolean;
  /** The first that holds. */
  readonly reason: 'recalled' | 'not-served' | 'unavailable' | 'seen' | 'nothing-known' | 'ranked-lower';
  /** By exact scores among what is left for this user, from 1; absent past the first thousand. */
  readonly rank?: number;
  readonly score?: number;
  /** Of the last item that is recommended. */
  readonly lastScore?: number;
}

/** Ranks beyond this are not looked for. */
const deepest = 1000;

/** @throws ServingError NOT_FOUND for an item that never was */
export function standing(asked: Asked, itemId: string, userId: string, k: number): Standing {
  const { base, items } = asked.state;
  const row = items.row(itemId);
  if (row === undefined) throw noItem(itemId, base);
  const request = { userId, k: Math.min(k, items.size) };
  const query = userQuery(asked, request);
  const head = { itemId, userId, bundleId: base.id, source: query.source };
  if (!items.serves(row)) return { ...head, recalled: false, reason: 'not-served' };
  if (acceptedItems(asked, request)?.has(row) === false) {
    return { ...head, recalled: false, reason: 'unavailable' };
  }
  const out = excludedRows(asked, request, query.seen);
  const exactly = exactSearch(asked, query);
  const [score] = exactly(1, only(items.size, row)).scores;
  if (out.has(row)) return { ...head, recalled: false, reason: 'seen', score };
  const accept = leftOf(acceptedItems(asked, request), items.size, out);
  const found = searchFor(asked, query)(request.k, accept);
  const place = exactly(Math.min(deepest, items.size), accept).rows.indexOf(row);
  const recalled = found.rows.includes(row);
  return {
    ...head,
    recalled,
    reason: recalled ? 'recalled' : items.isTold(row) ? 'ranked-lower' : 'nothing-known',
    ...(place >= 0 && { rank: place + 1 }),
    score,
    lastScore: found.scores.at(-1),
  };
}

function exactSearch(asked: Asked, { vector }: UserQuery): Search {
  if (vector === undefined) return byPopularity(asked);
  const { index, shift } = asked.scoring;
  return toldFirst(asked.state.items, (k, accept) => shifted(index.searchExactly(vector, k, accept), shift));
}

function only(size: number, row: number): RowSet {
  return RowSet.of(size, (other) => other === row);
}
