import { LiveIndex, type VectorIndex } from '@twotower/index';
import { type OpenDelta, requireNext, timeSlices } from '@twotower/store';
import type { LiveEntities } from '../live/live-entities.ts';
import { firstState } from './first-state.ts';
import { newsOf } from './known-changes.ts';
import type { ServedBundle } from './served-bundle.ts';
import type { IndexedState, ServedState, StateChange } from './served-state.ts';
import { withDelta } from './with-delta.ts';
import { withItems, withUsers } from './with-entities.ts';

/** Items and users that were put or removed by hand. */
export interface Entities {
  readonly items: LiveEntities;
  readonly users: LiveEntities;
}

/** The share of an index that may be changed before a new base is built. */
const foldFrom = 0.1;

/**
 * The states of one bundle, one after another: a reference that each delta and each item that is put swaps at once. Nothing of the
 * bundle is read again, and several lines share one.
 */
export class ServedLine {
  readonly #published: LiveIndex;
  /** Undefined where items are ranked by the tower's own vectors. */
  readonly #raw: LiveIndex | undefined;
  #state: ServedState;
  #seen = { items: 0, users: 0 };

  constructor(base: ServedBundle) {
    this.#published = new LiveIndex(base.index, base.published);
    this.#raw = base.published === base.vectors ? undefined : new LiveIndex(base.similar, base.vectors);
    this.#state = this.#indexed(firstState(base));
  }

  get state(): ServedState {
    return this.#state;
  }

  get sequence(): number {
    return this.#state.delta?.sequence ?? 0;
  }

  /**
   * Applies the next delta. @throws StoreError where it is not the next one or damaged, ServingError where it is of another model;
   * what was served before stays then
   */
  async apply(delta: OpenDelta): Promise<void> {
    const { manifest } = delta;
    requireNext({ bundleId: this.#state.base.id, sequence: this.sequence }, manifest);
    const content = await delta.read();
    for (let attempt = 0; ; attempt++) {
      const before = this.#state;
      // Where items are put all the time, it is done in one go at last.
      const pause = attempt < 3 ? timeSlices() : async () => {};
      const change = await withDelta(before, content, manifest, pause);
      requireNext({ bundleId: before.base.id, sequence: this.sequence }, manifest);
      if (this.#state !== before) continue;
      this.#swap(change);
      return;
    }
  }

  /** Takes up what was put or removed since the last time and is news to the bundle. */
  follow({ items, users }: Entities): void {
    const { base, delta } = this.#state;
    const learnt = delta?.to ?? base.cutOff?.position;
    if (items.version !== this.#seen.items) {
      const has = (id: string) => base.catalogue.row(id) !== undefined;
      const news = newsOf(items.since(this.#seen.items), base, has, learnt);
      if (news.size > 0) this.#swap(withItems(this.#state, news));
    }
    if (users.version !== this.#seen.users) {
      const has = (id: string) => base.users.row(id) !== undefined;
      const news = newsOf(users.since(this.#seen.users), base, has, learnt);
      if (news.size > 0) this.#state = this.#indexed(withUsers(this.#state, news));
    }
    this.#seen = { items: items.version, users: users.version };
  }

  /**
   * Builds new bases for indexes of which much has changed, while the old ones go on answering.
   *
   * @param build an index over vectors, of the kind that the bundle has
   */
  async fold(
    build: (vectors: Float32Array, kind: VectorIndex['kind']) => Promise<VectorIndex>,
  ): Promise<void> {
    for (const live of [this.#published, this.#raw]) {
      if (live === undefined || live.current.changedShare < foldFrom) continue;
      if (!(await live.fold((vectors) => build(vectors, live.current.kind)))) continue;
      this.#state = this.#indexed(this.#state);
    }
  }

  #swap({ state, rows, removed }: StateChange): void {
    const gone = new Set(rows);
    const changes = { rows, removed: removed.filter((row) => !gone.has(row)) };
    this.#published.change({ ...changes, vectors: state.published.gather(rows) });
    this.#raw?.change({ ...changes, vectors: state.vectors.gather(rows) });
    this.#state = this.#indexed(state);
  }

  #indexed(state: IndexedState): ServedState {
    const index = this.#published.current;
    return { ...state, index, similar: this.#raw?.current ?? index };
  }
}
