import type { RawRecord } from '@twotower/features';
import type { Attributes, UserActivity } from '../request.ts';
import { LayeredMap } from '../rows/layered-map.ts';
import type { UserSnapshot } from './user-snapshot.ts';

/** What is known of a user beside what they did lately. */
export interface StoredUser {
  readonly features: Attributes;
  /** Item rows of all training positives, oldest first; a view. */
  readonly history: Int32Array;
  /** When they were, milliseconds since 1970; NaN where the log had no times. A view. */
  readonly times: Float64Array;
}

/** A user was put with these columns, or is to be forgotten. */
type UserChange = { readonly kind: 'put'; readonly features: RawRecord } | { readonly kind: 'forgotten' };

const nothing: Pick<StoredUser, 'history' | 'times'> = {
  history: new Int32Array(0),
  times: new Float64Array(0),
};

/** The users that are known: a bundle's, and who came and went since. Never changed itself. */
export class ServedUsers {
  readonly snapshot: UserSnapshot;
  readonly #put: LayeredMap<string, UserChange>;
  /** Of these the bundle's profile and history are not to be used any more. */
  readonly #forgotten: LayeredMap<string, true>;

  private constructor(
    snapshot: UserSnapshot,
    put: LayeredMap<string, UserChange>,
    forgotten: LayeredMap<string, true>,
  ) {
    this.snapshot = snapshot;
    this.#put = put;
    this.#forgotten = forgotten;
  }

  static over(snapshot: UserSnapshot): ServedUsers {
    return new ServedUsers(snapshot, LayeredMap.empty(), LayeredMap.empty());
  }

  /** Undefined for a user of whom nothing is stored. A profile that was put replaces the bundle's. */
  stored(id: string): StoredUser | undefined {
    const row = this.#forgotten.get(id) ? undefined : this.snapshot.row(id);
    const put = this.#put.get(id);
    const past = row === undefined ? nothing : this.snapshot.past(row);
    if (put?.kind === 'put') return { features: { ...put.features }, ...past };
    return row === undefined ? undefined : { features: this.snapshot.profile(row), ...past };
  }

  with(put: ReadonlyMap<string, RawRecord>, forgotten: readonly string[]): ServedUsers {
    const changes: [string, UserChange][] = [
      ...forgotten.map((id): [string, UserChange] => [id, { kind: 'forgotten' }]),
      ...Array.from(put, ([id, features]): [string, UserChange] => [id, { kind: 'put', features }]),
    ];
    return new ServedUsers(
      this.snapshot,
      this.#put.with(changes),
      this.#forgotten.with(forgotten.map((id) => [id, true])),
    );
  }

  /** Users of the bundle whose id begins with `prefix`, most active first. */
  mostActive(prefix: string, limit: number): UserActivity[] {
    return this.snapshot.mostActive(prefix, limit, (id) => this.#forgotten.get(id) === undefined);
  }
}
