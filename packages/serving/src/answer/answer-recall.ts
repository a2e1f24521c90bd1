import type { SearchResult } from '@twotower/index';
import type { RecallExplanation, RecallRequest, RecallSource, ScoredItem } from '../request.ts';
import { acceptedItems, excludedRows, leftOf } from './acceptance.ts';
import type { Asked } from './asked.ts';
import { capped } from './category-caps.ts';
import { checkedK, checkShape } from './check-request.ts';
import { diverse } from './diverse.ts';
import { explain } from './explain.ts';
import { byPopularity } from './popularity.ts';
import { scoredItems } from './scored-items.ts';
import { type Search, toldFirst } from './told-first.ts';
import { type UserQuery, userQuery } from './user-query.ts';

export interface Answer {
  readonly source: RecallSource;
  readonly items: ScoredItem[];
  readonly explanation?: RecallExplanation;
}

/** The best items for a request, best first: fewer than `k` only where fewer items pass filter, caps and exclusions. */
export function answerRecall(asked: Asked, request: RecallRequest): Answer {
  const { state } = asked;
  const k = checkedK(request.k, state.items.size);
  checkShape(request);
  const query = userQuery(asked, request);
  const out = excludedRows(asked, request, query.seen);
  const accept = leftOf(acceptedItems(asked, request), state.items.size, out);
  const search = shaped(asked, request, searchFor(asked, query));
  return answerOf(asked, request, query, search(k, accept), accept);
}

/** What was found as an answer. @param accept what the search was to choose from */
export function answerOf(
  asked: Asked,
  request: RecallRequest,
  query: UserQuery,
  found: SearchResult,
  accept: Parameters<Search>[1],
): Answer {
  const items = scoredItems(asked.state.items, found);
  if (request.explain !== true) return { source: query.source, items };
  return { source: query.source, ...explain(asked, query, found, items, accept) };
}

/** Items for who asks, without what shapes the list. */
export function searchFor(asked: Asked, { vector }: Pick<UserQuery, 'vector'>): Search {
  if (vector === undefined) return byPopularity(asked);
  const { index, shift } = asked.scoring;
  return toldFirst(asked.state.items, (k, accept) => shifted(index.search(vector, k, accept), shift));
}

/** The same scores, lower by what newer events took of all shares. */
export function shifted(found: SearchResult, shift: number): SearchResult {
  return shift === 0 ? found : { rows: found.rows, scores: found.scores.map((score) => score + shift) };
}

function shaped({ state }: Asked, { perCategory, diversity = 0 }: RecallRequest, search: Search): Search {
  const caps = perCategory === undefined ? search : capped(state.items, perCategory, search);
  return diversity === 0 ? caps : diverse(state.vectors, diversity, caps);
}
