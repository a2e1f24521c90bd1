import { encodeTower } from '@twotower/core';
import { encodeUser } from '@twotower/features';
import type { RecallRequest, RecallSource } from './request.ts';
import { requestContext, userColumns } from './request-columns.ts';
import type { ServedBundle } from './served-bundle.ts';

/** Who asks, as a place among the items. */
export interface UserQuery {
  readonly source: RecallSource;
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
  const { users, catalogue, fitted, model } = bundle;
  const row = request.userId === undefined ? undefined : users.row(request.userId);
  const given = userColumns(bundle, request.features ?? {});
  const context = requestContext(bundle, request.context ?? {}, now);
  const features = { ...(row === undefined ? {} : users.profile(row)), ...given };
  const stored = row === undefined ? [] : Array.from(users.history(row));
  const session = request.history?.flatMap((id) => catalogue.row(id) ?? []);
  const seen = session === undefined ? stored : [...stored, ...session];
  const history = session ?? stored;

  const trained = request.userId !== undefined && fitted.user.ids.row(request.userId) !== 0;
  const described =
    fitted.user.encoders.some(({ column }) => (features[column] ?? null) !== null) ||
    Object.values(request.context ?? {}).some((value) => value !== null && value !== undefined);
  const source: RecallSource = trained
    ? 'model'
    : history.length > 0
      ? 'session'
      : described
        ? 'features'
        : 'popularity';
  if (source === 'popularity') return { source, seen };
  if (source === 'session' && fitted.user.histories.length === 0) {
    return { source, seen, vector: meanDirection(bundle, history) };
  }
  const batch = encodeUser(fitted, {
    id: request.userId,
    features,
    history: history.map((item) => catalogue.ids[item]),
    context,
  });
  return { source, seen, vector: encodeTower(model, 'user', batch) };
}

/** For a user tower that reads no history: the direction of the mean of the items' own vectors `[dim]`. */
function meanDirection(
  { itemVectors, model: { dim } }: ServedBundle,
  items: readonly number[],
): Float32Array {
  const mean = new Float32Array(dim);
  for (const item of items) {
    for (let c = 0; c < dim; c++) mean[c] += itemVectors[item * dim + c];
  }
  const length = Math.sqrt(mean.reduce((sum, value) => sum + value * value, 1e-12));
  return mean.map((value) => value / length);
}
