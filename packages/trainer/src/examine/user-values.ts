import type { RankedUser } from './rank-users.ts';
import { ndcg, recall } from './user-metrics.ts';

/** Each examined user's own metrics, kept so that two scorers can be compared user by user. */
export interface UserValues {
  readonly metrics: readonly string[];
  /** Row-major `[rows, metrics]`, users in the order of examination: the same for every scorer. */
  readonly values: Float32Array;
  /** `[rows]`: which user a row is of. */
  readonly users: Int32Array;
}

/** The rows of some of the users. */
export function rowsOfUsers(
  { metrics, values, users }: UserValues,
  belongs: (user: number) => boolean,
): UserValues {
  const width = metrics.length;
  return {
    metrics,
    users: users.filter(belongs),
    values: values.filter((_, i) => belongs(users[Math.floor(i / width)])),
  };
}

/** Those of one or several examinations, one after the other: a user may then have several rows. */
export function joinUserValues(parts: readonly UserValues[]): UserValues {
  const total = (of: 'values' | 'users') => parts.reduce((sum, part) => sum + part[of].length, 0);
  const values = new Float32Array(total('values'));
  const users = new Int32Array(total('users'));
  let [row, value] = [0, 0];
  for (const part of parts) {
    users.set(part.users, row);
    values.set(part.values, value);
    row += part.users.length;
    value += part.values.length;
  }
  return { metrics: parts[0]?.metrics ?? [], values, users };
}

/** Collects `recall@k` and `ndcg@k` of up to `users` users: 4 bytes a user, and 8 for each cut-off. */
export class UserValuesBuilder {
  readonly #ks: readonly number[];
  readonly #values: Float32Array;
  readonly #users: Int32Array;
  #at = 0;
  #count = 0;

  constructor(ks: readonly number[], users: number) {
    this.#ks = ks;
    this.#values = new Float32Array(2 * ks.length * users);
    this.#users = new Int32Array(users);
  }

  add({ user, hits, relevant }: Pick<RankedUser, 'user' | 'hits' | 'relevant'>): void {
    this.#users[this.#count++] = user;
    for (const k of this.#ks) {
      this.#values[this.#at++] = recall(hits, relevant.length, k);
      this.#values[this.#at++] = ndcg(hits, relevant.length, k);
    }
  }

  result(): UserValues {
    return {
      metrics: this.#ks.flatMap((k) => [`recall@${k}`, `ndcg@${k}`]),
      values: this.#values.slice(0, this.#at),
      users: this.#users.slice(0, this.#count),
    };
  }
}
