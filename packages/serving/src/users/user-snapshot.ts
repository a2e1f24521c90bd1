import type { BundleUsers } from '@twotower/store';
import type { Attributes, UserActivity } from '../request.ts';

/** The users of one bundle as they stood at its cut-off. */
export class UserSnapshot {
  readonly ids: readonly string[];
  readonly columnNames: readonly string[];
  readonly #rows: ReadonlyMap<string, number>;
  readonly #users: BundleUsers;
  /** Rows, most active first; made when first asked for. */
  #byActivity: Int32Array | undefined;

  constructor(users: BundleUsers) {
    this.ids = users.ids;
    this.columnNames = Object.keys(users.columns);
    this.#users = users;
    this.#rows = new Map(users.ids.map((id, row) => [id, row]));
  }

  row(id: string): number | undefined {
    return this.#rows.get(id);
  }

  profile(row: number): Attributes {
    return Object.fromEntries(
      Object.entries(this.#users.columns).map(([name, values]) => [name, values[row] ?? null]),
    );
  }

  /** Item rows of all training positives, oldest first; a view. */
  history(row: number): Int32Array {
    const { offsets, items } = this.#users.history;
    return items.subarray(offsets[row], offsets[row + 1]);
  }

  /** The most active users whose id begins with `prefix`. */
  mostActive(prefix: string, limit: number): UserActivity[] {
    this.#byActivity ??= Int32Array.from(this.ids.keys()).sort(
      (a, b) => this.#events(b) - this.#events(a) || a - b,
    );
    const found: UserActivity[] = [];
    for (const row of this.#byActivity) {
      if (found.length >= limit) break;
      if (this.ids[row].startsWith(prefix)) found.push({ userId: this.ids[row], events: this.#events(row) });
    }
    return found;
  }

  #events(row: number): number {
    const { offsets } = this.#users.history;
    return offsets[row + 1] - offsets[row];
  }
}
