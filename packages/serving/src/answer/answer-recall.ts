import { RowSet, type SearchResult, type VectorIndex } from '@twotower/index';
import type { Catalogue } from '../items/catalogue.ts';
import { ServingError } from '../error.ts';
import { passingRows } from '../filter/passing-rows.ts';
import type { RecallRequest, RecallSource, ScoredItem } from '../request.ts';
import type { ServedBundle } from '../state/served-bundle.ts';
import { userQuery } from './user-query.ts';

/** Most items one request may ask for. */
const largestK = 1000;

/**
 * The best items for a request, best first: fewer than `k` only where fewer items pass filter and exclusions.
 *
 * @param now milliseconds since 1970: the time of a request that names none
 */
export function answerRecall(
  bundle: ServedBundle,
  request: RecallRequest,
  now: number,
): { source: RecallSource; items: ScoredItem[] } {
  const k = checkedK(request.k, bundle.catalogue.ids.length);
  const { source, vector, seen } = userQuery(bundle, request, now);
  const accept = acceptance(bundle, request, seen);
  if (vector === undefined) return { source, items: mostPopular(bundle, k, accept) };
  return { source, items: nearestItems(bundle, bundle.index, vector, k, accept) };
}

/**
 * The items that score best for a vector `[dim]` in one of a bundle's indexes. Those of which nothing is known come after all others,
 * among themselves by score.
 */
export function nearestItems(
  { catalogue }: Pick<ServedBundle, 'catalogue'>,
  index: VectorIndex,
  vector: Float32Array,
  k: number,
  accept?: RowSet,
): ScoredItem[] {
  if (k === 0) return [];
  const { told, untold } = catalogue;
  if (untold.count === 0) return scoredItems(catalogue, index.search(vector, k, accept));
  const among = (rows: RowSet): RowSet => (accept === undefined ? rows : rows.and(accept));
  const first = index.search(vector, k, among(told));
  const left = k - first.rows.length;
  const behind = left > 0 ? scoredItems(catalogue, index.search(vector, left, among(untold))) : [];
  return [...scoredItems(catalogue, first), ...behind];
}

function scoredItems(catalogue: Catalogue, { rows, scores }: SearchResult): ScoredItem[] {
  return Array.from(rows, (row, rank) => ({
    itemId: catalogue.ids[row],
    score: scores[rank],
    attributes: catalogue.attributes(row),
  }));
}

/** `k`, at most the number of items. @throws ServingError where it is not a whole number from 1 to 1000 */
export function checkedK(k: number, items: number): number {
  if (Number.isInteger(k) && k >= 1 && k <= largestK) return Math.min(k, items);
  throw new ServingError('INVALID_REQUEST', `k: ${k}; give a whole number from 1 to ${largestK}`, {
    field: 'k',
  });
}

function acceptance(
  { catalogue }: ServedBundle,
  { filter, exclude = [], excludeSeen = true }: RecallRequest,
  seen: readonly number[],
): RowSet | undefined {
  const out = excludeSeen ? [...seen] : [];
  for (const id of exclude) {
    const row = catalogue.row(id);
    if (row !== undefined) out.push(row);
  }
  if (filter === undefined && out.length === 0) return undefined;
  const rows =
    filter === undefined ? RowSet.all(catalogue.ids.length) : passingRows(filter, catalogue.filters).copy();
  for (const row of out) rows.delete(row);
  return rows;
}

function mostPopular({ catalogue }: ServedBundle, k: number, accept?: RowSet): ScoredItem[] {
  const items: ScoredItem[] = [];
  for (const row of catalogue.byPopularity) {
    if (items.length === k) break;
    if (accept !== undefined && !accept.has(row)) continue;
    items.push({
      itemId: catalogue.ids[row],
      score: catalogue.popularityShare(row),
      attributes: catalogue.attributes(row),
    });
  }
  return items;
}
