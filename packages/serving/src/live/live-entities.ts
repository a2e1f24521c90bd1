import type { RawRecord } from '@twotower/features';
import type { LogPosition } from '@twotower/store';

/** Of a user: that nothing holds any more of what was known before. */
export interface Forgotten {
  /** Where the event log ended then; absent where that is not known. */
  readonly position?: LogPosition;
}

/** An item or user was put with these columns, or removed. */
export type LiveChange = {
  /** Of the store's change, see its `EntityChanges`; absent where it is this process's alone. */
  readonly version?: number;
} & (
  | {
      readonly kind: 'put';
      readonly record: RawRecord;
      /** Where it was removed before. */
      readonly after?: Forgotten;
    }
  | ({ readonly kind: 'removed' } & Forgotten)
);

/** Says whether who reads the changes knows one of them, or knows better. */
export type KnowsChange = (id: string, change: LiveChange) => boolean;

/** Items or users that were put or removed by hand, the last change of each, until every reader knows it. */
export class LiveEntities {
  readonly #changes = new Map<string, { readonly change: LiveChange; readonly version: number }>();
  readonly #readers = new Map<object, KnowsChange>();
  #version = 0;

  /** Grows with every change. */
  get version(): number {
    return this.#version;
  }

  /** Whose last change is not known to all. */
  ids(): Iterable<string> {
    return this.#changes.keys();
  }

  /** A change of the store that is here already, or an older one of it, changes nothing. */
  set(id: string, change: LiveChange): void {
    const before = this.#changes.get(id)?.change;
    if ((before?.version ?? 0) >= (change.version ?? Number.POSITIVE_INFINITY)) return;
    const after = change.kind === 'put' ? (change.after ?? forgottenBy(before)) : undefined;
    // Last again, so that the newest can be found from the end.
    this.#changes.delete(id);
    this.#changes.set(id, { change: { ...change, ...(after && { after }) }, version: ++this.#version });
  }

  /** What changed after a version. */
  since(version: number): Map<string, LiveChange> {
    const newer = new Map<string, LiveChange>();
    for (const [id, { change, version: at }] of this.#changes) if (at > version) newer.set(id, change);
    return newer;
  }

  /** Drops what all readers know. @param reader who knows what `knows` says, instead of what it knew before */
  known(reader: object, knows: KnowsChange): void {
    this.#readers.set(reader, knows);
    const readers = [...this.#readers.values()];
    for (const [id, { change }] of this.#changes) {
      if (readers.every((each) => each(id, change))) this.#changes.delete(id);
    }
  }
}

function forgottenBy(change: LiveChange | undefined): Forgotten | undefined {
  if (change?.kind !== 'removed') return change?.after;
  return change.position === undefined ? {} : { position: change.position };
}
