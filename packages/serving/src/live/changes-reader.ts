import {
  type EntityChange,
  type EntityChanges,
  type ErasedChange,
  timeSlices,
  userSum,
} from '@twotower/store';
import { afresh } from './afresh.ts';
import type { LiveEntities } from './live-entities.ts';
import type { LiveEvents } from './live-events.ts';

interface Live {
  readonly events: LiveEvents;
  readonly items: LiveEntities;
  readonly users: LiveEntities;
}

/** Takes in what a store keeps of items and users that were put or removed by hand, and then what comes behind it. */
export class ChangesReader {
  readonly #changes: Pick<EntityChanges, 'read'>;
  readonly #live: Live;
  readonly #known: () => Iterable<string>;
  /** Who has which sum, of users who were named; others are looked for. */
  readonly #named = new Map<string, readonly string[]>();
  #next = 0;
  /** How often it began anew. */
  #starts = 0;

  /** @param known the ids of all users of whom anything may be served */
  constructor(changes: Pick<EntityChanges, 'read'>, live: Live, known: () => Iterable<string>) {
    this.#changes = changes;
    this.#live = live;
    this.#known = known;
  }

  /** Reads all anew the next time: of what is served now less may be known. */
  restart(): void {
    this.#next = 0;
    this.#starts++;
    this.#named.clear();
  }

  /** A user who is erased, so that nobody has to look for who that is. */
  name(user: string): void {
    this.#named.set(userSum(user), [user]);
  }

  /** Reads to where they end when it is asked, or behind that. @returns how many were read @throws StoreError where they cannot be read */
  readonly read: () => Promise<number> = afresh(() => this.#read());

  async #read(): Promise<number> {
    const starts = this.#starts;
    const changes: EntityChange[] = [];
    for await (const some of this.#changes.read(this.#next)) changes.push(...some);
    if (changes.length === 0) return 0;
    const erased = changes.filter((change) => change.kind === 'erased');
    if (erased.some(({ sum }) => !this.#named.has(sum))) await this.#find(erased);
    for (const change of changes) this.#take(change);
    // Unless what is served has changed meanwhile.
    if (this.#starts === starts) this.#next = changes[changes.length - 1].version;
    return changes.length;
  }

  #take(change: EntityChange): void {
    const { items, users, events } = this.#live;
    const { version } = change;
    if (change.kind === 'erased') {
      const { position } = change;
      for (const id of this.#named.get(change.sum) ?? []) {
        users.set(id, { kind: 'removed', version, position });
        events.forget(id, position);
      }
      return;
    }
    const of = change.side === 'item' ? items : users;
    of.set(
      change.id,
      change.kind === 'put' ? { kind: 'put', version, record: change.record } : { kind: 'removed', version },
    );
  }

  /** The sums say nothing of the ids, so each id is asked for its sum. */
  async #find(erased: readonly ErasedChange[]): Promise<void> {
    const found = new Map(erased.map(({ sum }): [string, string[]] => [sum, []]));
    const pause = timeSlices();
    const { users, events } = this.#live;
    for (const ids of [this.#known(), users.ids(), events.users()]) {
      for (const id of new Set(ids)) {
        found.get(userSum(id))?.push(id);
        await pause();
      }
    }
    for (const [sum, ids] of found) this.#named.set(sum, ids);
  }
}
