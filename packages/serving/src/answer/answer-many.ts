import type { RowSet } from '@twotower/index';
import type { RecallRequest } from '../request.ts';
import { acceptedItems, excludedRows } from './acceptance.ts';
import { type Answer, answerOf, answerRecall, shifted } from './answer-recall.ts';
import type { Asked } from './asked.ts';
import { checkedK } from './check-request.ts';
import { type UserQuery, userQuery } from './user-query.ts';

/** A request that can be searched for together with others. */
interface Joint {
  readonly place: number;
  readonly request: RecallRequest;
  readonly k: number;
  readonly query: UserQuery;
  readonly vector: Float32Array;
  readonly out: ReadonlySet<number>;
}

/** More than this is cheaper to leave out while searching. */
const mostLeftOut = 200;

/**
 * Answers several requests as each alone would be. Those that ask under the same filter, and leave out little, are searched for
 * together: as many more are asked for as are to be left out.
 *
 * @param failing told which request an error is of
 */
export function answerMany(
  asked: Asked,
  requests: readonly RecallRequest[],
  failing: (place: number, error: unknown) => never,
): Answer[] {
  const answers: Answer[] = [];
  const groups = new Map<string, Joint[]>();
  requests.forEach((request, place) => {
    try {
      const joint = jointOf(asked, request, place);
      if (joint === undefined) {
        answers[place] = answerRecall(asked, request);
        return;
      }
      const key = JSON.stringify(request.filter ?? null);
      groups.set(key, [...(groups.get(key) ?? []), joint]);
    } catch (error) {
      failing(place, error);
    }
  });
  for (const group of groups.values()) {
    try {
      answerGroup(asked, group, answers);
    } catch (error) {
      failing(group[0].place, error);
    }
  }
  return answers;
}

/** Undefined for a request that is answered alone. */
function jointOf(asked: Asked, request: RecallRequest, place: number): Joint | undefined {
  const { perCategory, diversity = 0, explain = false } = request;
  if (perCategory !== undefined || diversity !== 0 || explain) return undefined;
  const k = checkedK(request.k, asked.state.items.size);
  const query = userQuery(asked, request);
  const out = excludedRows(asked, request, query.seen);
  if (query.vector === undefined || out.size > mostLeftOut) return undefined;
  return { place, request, k, query, vector: query.vector, out };
}

function answerGroup(asked: Asked, group: readonly Joint[], answers: Answer[]): void {
  const { scoring, state } = asked;
  const { dim } = state.base.model;
  const [{ request }] = group;
  const accept = told(asked, acceptedItems(asked, request));
  const wanted = group.reduce((most, { k, out }) => Math.max(most, k + out.size), 0);
  const queries = new Float32Array(group.length * dim);
  for (const [q, { vector }] of group.entries()) queries.set(vector, q * dim);
  const { rows, scores } = scoring.index.searchMany(queries, wanted, { accept });
  group.forEach(({ place, request, k, query, out }, q) => {
    const kept = keptPlaces(rows.subarray(q * wanted, (q + 1) * wanted), out, k);
    if (kept.length < k) {
      // There are no more of which something is known: the rest comes behind them.
      answers[place] = answerRecall(asked, request);
      return;
    }
    const found = {
      rows: kept.map((at) => rows[q * wanted + at]),
      scores: Float32Array.from(kept, (at) => scores[q * wanted + at]),
    };
    answers[place] = answerOf(asked, request, query, shifted(found, scoring.shift), undefined);
  });
}

function told({ state: { items } }: Asked, accept: RowSet | undefined): RowSet | undefined {
  if (items.untold.count === 0) return accept;
  return accept === undefined ? items.told : accept.and(items.told);
}

/** Where the first `k` rows stand that are none of those to be left out. */
function keptPlaces(rows: Int32Array, out: ReadonlySet<number>, k: number): Int32Array {
  const kept: number[] = [];
  for (let at = 0; at < rows.length && rows[at] >= 0 && kept.length < k; at++) {
    if (!out.has(rows[at])) kept.push(at);
  }
  return Int32Array.from(kept);
}
