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

  /** @param rows each id's row */
  constructor(
    users: BundleUsers,
    rows: ReadonlyMap<string, number> = new Map(users.ids.map((id, row) => [id, row])),
  ) {
    this.ids = users.ids;
    this.columnNames = Object.keys(users.columns);
    this.#users = users;
    this.#rows = rows;
  }

  row(id: string): number | undefined {
    return this.#rows.get(id);
  }

  profile(row: number): Attributes {
    return Object.fromEntries(
      Object.entries(this.#users.columns).map(([name, values]) => [name, values[row] ?? null]),
    );
  }

  /** All training positives, oldest first: their item rows, and when they were; views. */
  past(row: number): { history: Int32Array; times: Float64Array } {
    const { offsets, items, times } = this.#users.history;
    const [from, to] = [offsets[row], offsets[row + 1]];
    return { history: items.subarray(from, to), times: times.subarray(from, to) };
  }

  /** The most active users whose id begins with `prefix`, of those that are to be shown. */
  mostActive(prefix: string, limit: number, isShown: (id: string) => boolean): UserActivity[] {
    this.#byActivity ??= Int32Array.from(this.ids.keys()).sort(
      (a, b) => this.#events(b) - this.#events(a) || a - b,
    );
    const found: UserActivity[] = [];
    for (const row of this.#byActivity) {
      if (found.length >= limit) break;
      const userId = this.ids[row];
      if (userId.startsWith(prefix) && isShown(userId)) found.push({ userId, events: this.#events(row) });
    }
    return found;
  }

  #events(row: number): number {
    const { offsets } = this.#users.history;
    return offsets[row + 1] - offsets[row];
  }
}
