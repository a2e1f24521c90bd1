import { type AnswerSource, answerSource, answerVector, readsHistory } from '@twotower/core';
import { encodeUser } from '@twotower/features';
import type { ServedItems } from '../items/served-items.ts';
import type { RecallRequest } from '../request.ts';
import { encodeOver } from '../rows/encode-over.ts';
import { type KnownHistory, knownHistory } from '../users/known-history.ts';
import { answerItems } from './answer-items.ts';
import type { Asked } from './asked.ts';
import { requestContext, userColumns } from './request-columns.ts';

/** Who asks, as a place among the items. */
export interface UserQuery {
  readonly source: AnswerSource;
  /** Unit vector `[dim]` by which items are ranked; absent for source `popularity`. */
  readonly vector?: Float32Array;
  /** What the user tower alone says `[dim]`, or a session's items where it says nothing. */
  readonly tower?: Float32Array;
  /** What was known of the user's past. */
  readonly known: KnownHistory;
  /** What the answer goes by: the request's history, or the known one. */
  readonly history: readonly string[];
  /** Item rows that the user has had: all that are known, and the request's. */
  readonly seen: readonly number[];
}

/**
 * Joins what is known of the user with what the request says, which wins, and encodes it.
 *
 * @throws ServingError INVALID_REQUEST for a feature that is no user column, and for a column no feature of the context reads
 */
export function userQuery({ state, events, rules, now }: Asked, request: RecallRequest): UserQuery {
  const { base, users, items, userIds, itemIds } = state;
  const { fitted, model, aggregation } = base;
  const { userId } = request;
  const stored = userId === undefined ? undefined : users.stored(userId);
  const given = userColumns(base, request.features ?? {});
  const context = requestContext(base, request.context ?? {}, now);
  const known =
    userId === undefined
      ? { items: [], stored: 0, live: 0 }
      : knownHistory(stored, userId, items, events, rules);
  const session = request.history;
  const seen = [...known.items, ...(session ?? [])].flatMap((id) => items.row(id) ?? []);
  const history = (session ?? known.items).filter((id) => items.row(id) !== undefined);

  const batch = encodeUser(
    { user: { ...fitted.user, ids: userIds }, item: { ...fitted.item, ids: itemIds } },
    { id: userId, features: { ...stored?.features, ...given }, history, context },
  );
  const inputs = {
    features: fitted.user.encoders.length,
    histories: fitted.user.histories.length,
    context: fitted.user.context,
  };
  const hasHistory = history.some((id) => isTold(items, id));
  const source = answerSource(batch, 0, inputs, hasHistory);
  const answer = { source, known, history, seen };
  if (source === 'popularity') return answer;
  const changed = { 'user-ids': userIds.rows, 'item-ids': itemIds.rows };
  const encoded = encodeOver(model, 'user', batch, changed);
  const form = { readsHistory: readsHistory(batch, 0, inputs), aggregation };
  const isWhole = aggregation === 0 && (source !== 'session' || form.readsHistory);
  if (isWhole) return { ...answer, tower: encoded, vector: encoded };
  const past = answerItems(state, history);
  const places = Int32Array.from(history.keys());
  const tower = answerVector(encoded.slice(), source, places, past, { ...form, aggregation: 0 });
  return { ...answer, tower, vector: answerVector(encoded, source, places, past, form) };
}

function isTold(items: ServedItems, id: string): boolean {
  const row = items.row(id);
  return row !== undefined && items.isTold(row);
}
