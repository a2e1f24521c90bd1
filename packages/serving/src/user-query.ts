import { encodeTower } from '@twotower/core';
import { encodeUser, type RawValue } from '@twotower/features';
import { nearest } from '@twotower/schema';
import { ServingError } from './error.ts';
import type { RecallRequest, RecallSource } from './request.ts';
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
 * @throws ServingError INVALID_REQUEST for a feature that is no user column
 */
export function userQuery(bundle: ServedBundle, request: RecallRequest): UserQuery {
  const { users, catalogue, fitted, model } = bundle;
  const row = request.userId === undefined ? undefined : users.row(request.userId);
  const given = request.features === undefined ? {} : userColumns(bundle, request.features);
  const features = { ...(row === undefined ? {} : users.profile(row)), ...given };
  const stored = row === undefined ? [] : Array.from(users.history(row));
  const session = request.history?.flatMap((id) => catalogue.row(id) ?? []);
  const seen = session === undefined ? stored : [...stored, ...session];
  const history = session ?? stored;

  const trained = request.userId !== undefined && fitted.user.ids.row(request.userId) !== 0;
  const described = fitted.user.encoders.some(({ column }) => (features[column] ?? null) !== null);
  const source: RecallSource = trained
    ? 'model'
    : history.length > 0
      ? 'session'
      : described
        ? 'features'
        : 'popularity';
  if (source === 'popularity') return { source, seen };
  if (source === 'session' && fitted.user.history === undefined) {
    return { source, seen, vector: meanDirection(bundle, history) };
  }
  const batch = encodeUser(fitted, {
    id: request.userId,
    features,
    history: history.map((item) => catalogue.ids[item]),
  });
  return { source, seen, vector: encodeTower(model, 'user', batch) };
}

/** The request's features under their column names; a feature may be named by itself or by its column. */
function userColumns(bundle: ServedBundle, given: NonNullable<RecallRequest['features']>) {
  const { encoders } = bundle.fitted.user;
  const columns = new Map([
    ...bundle.users.columnNames.map((name) => [name, name] as const),
    ...encoders.map(({ column }) => [column, column] as const),
    ...encoders.map(({ feature, column }) => [feature, column] as const),
  ]);
  const named: Record<string, RawValue> = {};
  for (const [name, value] of Object.entries(given)) {
    const column = columns.get(name);
    if (column === undefined) throw unknownFeature(name, [...columns.keys()]);
    named[column] = value;
  }
  return named;
}

function unknownFeature(name: string, valid: readonly string[]): ServingError {
  const near = nearest(name, valid);
  const hint = near === undefined ? '' : `did you mean ${near}? `;
  const list = valid.length === 0 ? 'this model has no user features' : `valid features: ${valid.join(', ')}`;
  return new ServingError(
    'INVALID_REQUEST',
    `features: unknown feature ${JSON.stringify(name.slice(0, 80))}; ${hint}${list}`,
    { field: `features.${name.slice(0, 80)}` },
  );
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
