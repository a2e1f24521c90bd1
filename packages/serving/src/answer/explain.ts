import type { RowSet, SearchResult } from '@twotower/index';
import type { ItemExplanation, RecallExplanation, ScoredItem } from '../request.ts';
import type { Asked } from './asked.ts';
import type { UserQuery } from './user-query.ts';

/** History items that are named for each item. */
const named = 3;
/** Ranks beyond this are not looked for. */
const deepest = 1000;

/**
 * What made each score, and what was known of who asks. The parts of a score add up to it: the cosine with what the user tower said, what
 * aggregation added, the prior's term.
 *
 * @param accept what the search was to choose from
 */
export function explain(
  asked: Asked,
  query: UserQuery,
  { rows, scores }: SearchResult,
  items: readonly ScoredItem[],
  accept: RowSet | undefined,
): { items: ScoredItem[]; explanation: RecallExplanation } {
  const { state, scoring } = asked;
  const { known, history, vector, tower } = query;
  const isPlain = vector === tower && state.vectors === state.published;
  const exactly = vector === undefined ? undefined : exactRanks(asked, vector, rows.length, accept);
  const explained = items.map((item, rank): ScoredItem => {
    const row = rows[rank];
    const own = state.vectors.row(row);
    const cosine = tower === undefined ? 0 : product(tower, own);
    const share = scoring.shares?.[row];
    const prior =
      vector === undefined ? scores[rank] : share === undefined ? 0 : weightOf(asked) * share + scoring.shift;
    const explanation: ItemExplanation = {
      cosine,
      prior,
      aggregation: isPlain ? 0 : scores[rank] - cosine - prior,
      rank: rank + 1,
      ...(exactly && { exactRank: exactly.get(row) }),
      nearest: nearestOf(asked, history, own),
    };
    return { ...item, explanation };
  });
  const { index, delta } = state;
  return {
    items: explained,
    explanation: {
      history: {
        stored: known.stored,
        live: known.live,
        ...(known.newest !== undefined && { newest: known.newest }),
        used: history.length,
        latest: history.slice(-10).reverse(),
      },
      countedEvents: scoring.counted,
      index: index.kind,
      ...(delta?.watermark !== undefined && { watermark: delta.watermark }),
    },
  };
}

function weightOf({ state }: Asked): number {
  return state.prior?.weight ?? 0;
}

/** Each row's rank by exact scores, of the first thousand and a few more. */
function exactRanks(
  { scoring }: Asked,
  vector: Float32Array,
  found: number,
  accept: RowSet | undefined,
): Map<number, number> {
  const exact = scoring.index.searchExactly(vector, Math.max(deepest, 2 * found), accept);
  return new Map(Array.from(exact.rows, (row, rank) => [row, rank + 1]));
}

/** The items of a history that are most like an item, by cosine. */
function nearestOf(
  { state: { items, vectors } }: Asked,
  history: readonly string[],
  own: Float32Array,
): ItemExplanation['nearest'] {
  return [...new Set(history)]
    .flatMap((itemId) => {
      const row = items.row(itemId);
      return row === undefined ? [] : [{ itemId, cosine: product(vectors.row(row), own) }];
    })
    .sort((a, b) => b.cosine - a.cosine)
    .slice(0, named);
}

function product(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let c = 0; c < a.length; c++) sum += a[c] * b[c];
  return sum;
}
