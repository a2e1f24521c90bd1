import {
  type Counted,
  type CountedSideName,
  type CountedStanding,
  copyStanding,
  countedSides,
  forget,
  type LoggedClick,
  learnClicks,
} from './counted-learning.ts';
import type { StepEvent } from './step.ts';

type Rows = Readonly<Record<CountedSideName, ReadonlyMap<string, Counted>>>;

/** A delta: what of the log it learnt, and the rows that it told. */
export interface CountedDelta {
  readonly from: number;
  readonly to: number;
  readonly rows: Rows;
  readonly removed: readonly string[];
  readonly newest: number;
}

export interface CountedBundle {
  readonly id: string;
  readonly cut: number;
  readonly at: CountedStanding;
  /** Whom it knows. */
  readonly users: ReadonlySet<string>;
  /** Of each user what it learnt, oldest first. */
  readonly histories: ReadonlyMap<string, readonly { readonly item: string; readonly time: number }[]>;
  readonly deltas: CountedDelta[];
  /** What a checkpoint of its increments holds. */
  saved?: CountedIncrement;
}

interface CountedIncrement {
  readonly sequence: number;
  readonly standing: CountedStanding;
  readonly told: Record<CountedSideName, Map<string, Counted>>;
}

export interface CountedTarget {
  readonly bundleId: string;
  readonly sequence: number;
}

/** How far a step came: a process may end in the middle of it. */
export interface Reach {
  /** Deltas that its bundle has by then. */
  readonly deltas: number;
  /** The delta up to which the bundle's checkpoint stands. */
  readonly saved: number | undefined;
}

/** All of it: nothing ended. */
export const wholly: Reach = {
  deltas: Number.POSITIVE_INFINITY,
  saved: Number.POSITIVE_INFINITY,
};

/** A store with its log, its bundles, their deltas and its champion, in plain maps: what the real one has to be equal to. */
export class CountedModel {
  readonly bundles: CountedBundle[];
  /** By offset; undefined for what is no positive or was erased. */
  readonly log: (LoggedClick | undefined)[] = [];
  readonly #ids = new Set<string>();
  /** By offset who did it, whatever it was; undefined where it was erased. */
  readonly #users: (string | undefined)[] = [];
  readonly #erasures: { readonly user: string; readonly place: number }[] = [];
  readonly #changes: { readonly target: CountedTarget; takenBack: boolean }[];

  constructor(first: CountedBundle) {
    this.bundles = [first];
    this.#changes = [{ target: { bundleId: first.id, sequence: 0 }, takenBack: false }];
  }

  get champion(): CountedTarget {
    return this.#standingChanges()[0].target;
  }

  bundle(id: string): CountedBundle {
    const found = this.bundles.find((each) => each.id === id);
    if (found === undefined) throw new RangeError(`the model has no bundle ${id}`);
    return found;
  }

  /** What a bundle serves with its deltas up to a sequence. */
  served({ bundleId, sequence }: CountedTarget): Rows {
    const { at, deltas } = this.bundle(bundleId);
    const told = deltas.slice(0, sequence);
    const over = (side: CountedSideName) => {
      const served = new Map(at[side].rows);
      for (const { rows, removed } of told) {
        if (side === 'user') for (const id of removed) served.delete(id);
        for (const [id, row] of rows[side]) served.set(id, row);
      }
      return served;
    };
    return { user: over('user'), item: over('item') };
  }

  append(events: readonly StepEvent[], now: number): void {
    for (const { id, user, item, type, hoursAgo } of events) {
      if (id !== undefined) {
        if (this.#ids.has(`${user} ${id}`)) continue;
        this.#ids.add(`${user} ${id}`);
      }
      const click = { offset: this.log.length, user, item, time: now - 3_600_000 * hoursAgo };
      this.log.push(type === 'click' ? click : undefined);
      this.#users.push(user);
    }
  }

  erase(user: string): void {
    for (const [offset, click] of this.log.entries()) {
      if (click?.user === user) this.log[offset] = undefined;
      if (this.#users[offset] === user) this.#users[offset] = undefined;
    }
    this.#erasures.push({ user, place: this.log.length });
  }

  clicks(from: number, to: number): LoggedClick[] {
    return this.log.slice(from, to).flatMap((click) => click ?? []);
  }

  /** Learns on a bundle up to each of some places of the log. */
  replay(bundleId: string, ends: readonly number[], reach: Reach): void {
    const bundle = this.bundle(bundleId);
    const { standing, told } = this.#resumed(bundle);
    const before = bundle.deltas.length;
    for (const to of ends) {
      if (bundle.deltas.length >= reach.deltas) break;
      const from = endOf(bundle);
      const clicks = this.clicks(from, to);
      const removed = forget(standing, this.#erasedFrom(from), bundle.users);
      for (const id of removed) told.user.delete(id);
      if (clicks.length === 0 && removed.length === 0) continue;
      if (clicks.length > 0) learnClicks(standing, clicks, false);
      const rows = { user: newsOf(standing, told, 'user'), item: newsOf(standing, told, 'item') };
      bundle.deltas.push({ from, to, rows, removed, newest: standing.newest });
    }
    const sequence = bundle.deltas.length;
    if (sequence > before && sequence === Math.min(reach.saved ?? 0, sequence)) {
      bundle.saved = { sequence, standing, told };
    }
  }

  /** A full update from the champion, cut at a place of the log. @returns the places up to which it has to be caught up */
  full(id: string, cut: number): number[] {
    const base = this.bundle(this.champion.bundleId);
    const at = copyStanding(base.at);
    const erased = this.#erasedFrom(base.cut);
    forget(at, erased, base.users);
    at.forgotten.clear();
    const clicks = this.clicks(base.cut, cut);
    learnClicks(at, clicks, true);
    const histories = new Map([...base.histories].filter(([user]) => !erased.has(user)));
    const came = this.#users.slice(base.cut).flatMap((user) => user ?? []);
    const users = new Set([...[...base.users].filter((user) => !erased.has(user)), ...came]);
    for (const { user, item, time } of clicks) {
      histories.set(user, [...(histories.get(user) ?? []), { item, time }]);
    }
    // Sorting is stable: at one time they stay in the order of the log.
    for (const [user, past] of histories)
      histories.set(
        user,
        past.toSorted((a, b) => a.time - b.time),
      );
    this.bundles.push({ id, cut, at, users, histories, deltas: [] });
    return base.deltas.map(({ to }) => to).filter((to) => to > cut);
  }

  point(target: CountedTarget): void {
    this.#changes.push({ target, takenBack: false });
  }

  /** Where going back leads; undefined where there is nothing before. */
  wayBack(): CountedTarget | undefined {
    const [from, ...before] = this.#standingChanges();
    const other = before.find(({ target }) => target.bundleId !== from.target.bundleId)?.target;
    if (other === undefined) return before[0]?.target;
    return { bundleId: other.bundleId, sequence: this.bundle(other.bundleId).deltas.length };
  }

  takeBack(to: CountedTarget): void {
    const isOther = to.bundleId !== this.champion.bundleId;
    for (const change of this.#standingChanges()) {
      if (isOther && change.target.bundleId === to.bundleId) break;
      change.takenBack = true;
      if (!isOther) break;
    }
    if (this.champion.sequence !== to.sequence) this.point(to);
  }

  #erasedFrom(place: number): Set<string> {
    return new Set(this.#erasures.filter((each) => each.place >= place).map(({ user }) => user));
  }

  #standingChanges() {
    return this.#changes.filter(({ takenBack }) => !takenBack).reverse();
  }

  /** From the checkpoint on, or from the bundle; what was published is learnt again, and stands as it was published. */
  #resumed(bundle: CountedBundle): Omit<CountedIncrement, 'sequence'> {
    const { saved, at, deltas } = bundle;
    const standing = copyStanding(saved?.standing ?? at);
    const told = {
      user: new Map(saved?.told.user ?? at.user.rows),
      item: new Map(saved?.told.item ?? at.item.rows),
    };
    for (const { from, to, rows, removed, newest } of deltas.slice(saved?.sequence ?? 0)) {
      const drop = (users: ReadonlySet<string>) => {
        for (const id of forget(standing, users, bundle.users)) told.user.delete(id);
      };
      drop(this.#erasedFrom(from));
      const clicks = this.clicks(from, to);
      if (clicks.length > 0) learnClicks(standing, clicks, false);
      drop(new Set(removed));
      standing.newest = newest;
      for (const side of countedSides) {
        for (const [id, row] of rows[side]) {
          standing[side].rows.set(id, row);
          standing[side].waiting.delete(id);
          told[side].set(id, row);
        }
      }
    }
    return { standing, told };
  }
}

export function endOf({ cut, deltas }: Pick<CountedBundle, 'cut' | 'deltas'>): number {
  return deltas.at(-1)?.to ?? cut;
}

/** The rows that were not told as they stand. */
function newsOf(
  standing: CountedStanding,
  told: Record<CountedSideName, Map<string, Counted>>,
  side: CountedSideName,
): Map<string, Counted> {
  const news = new Map<string, Counted>();
  for (const [id, row] of standing[side].rows) {
    const before = told[side].get(id);
    if (before?.[0] === row[0] && before[1] === row[1]) continue;
    news.set(id, row);
    told[side].set(id, row);
  }
  return news;
}
