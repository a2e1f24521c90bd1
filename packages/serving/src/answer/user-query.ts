import { type AnswerSource, answerSource, answerVector, encodeTower, readsHistory } from '@twotower/core';
import { encodeUser } from '@twotower/features';
import type { RecallRequest } from '../request.ts';
import { requestContext, userColumns } from './request-columns.ts';
import type { ServedBundle } from '../state/served-bundle.ts';

/** Who asks, as a place among the items. */
export interface UserQuery {
  readonly source: AnswerSource;
  /** Unit vector `[dim]`; absent for source `popularity`. */
  readonly vector?: Float32Array;
  /** Item rows of the user's training positives and of the request's history. */
  readonly seen: readonly number[];
}

/**
 * Joins what the bundle knows of the user with what the request says, which wins, and encodes it.
 *
 * @param now milliseconds since 1970: the time of a request that names none
 * @throws ServingError INVALID_REQUEST for a feature that is no user column, and for a column no feature of the context reads
 */
export function userQuery(bundle: ServedBundle, request: RecallRequest, now: number): UserQuery {
  const { users, catalogue, fitted, model, answers, aggregation } = bundle;
  const row = request.userId === undefined ? undefined : users.row(request.userId);
  const given = userColumns(bundle, request.features ?? {});
  const context = requestContext(bundle, request.context ?? {}, now);
  const features = { ...(row === undefined ? {} : users.profile(row)), ...given };
  const stored = row === undefined ? [] : Array.from(users.history(row));
  const session = request.history?.flatMap((id) => catalogue.row(id) ?? []);
  const seen = session === undefined ? stored : [...stored, ...session];
  const history = session ?? stored;

  const batch = encodeUser(fitted, {
    id: request.userId,
    features,
    history: history.map((item) => catalogue.ids[item]),
    context,
  });
  const inputs = {
    features: fitted.user.encoders.length,
    histories: fitted.user.histories.length,
    context: fitted.user.context,
  };
  const hasHistory = history.some((item) => answers.told[item] === 1);
  const source = answerSource(batch, 0, inputs, hasHistory);
  if (source === 'popularity') return { source, seen };
  const encoded = encodeTower(model, 'user', batch);
  const form = { readsHistory: readsHistory(batch, 0, inputs), aggregation };
  return { source, seen, vector: answerVector(encoded, source, Int32Array.from(history), answers, form) };
}
