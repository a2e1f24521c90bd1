import type { RawRecord } from '@twotower/features';

/** An item or user was put with these columns, or removed. */
export type EntityChange =
  | { readonly kind: 'put'; readonly record: RawRecord }
  | { readonly kind: 'removed' };

/** Items or users that were put or removed by hand, the last change of each, until a bundle knows it. */
export class LiveEntities {
  readonly #changes = new Map<string, { readonly change: EntityChange; readonly version: number }>();
  #version = 0;

  /** Grows with every change. */
  get version(): number {
    return this.#version;
  }

  set(id: string, change: EntityChange): void {
    // Last again, so that the newest can be found from the end.
    this.#changes.delete(id);
    this.#changes.set(id, { change, version: ++this.#version });
  }

  /** What changed after a version. */
  since(version: number): Map<string, EntityChange> {
    const newer = new Map<string, EntityChange>();
    for (const [id, { change, version: at }] of this.#changes) if (at > version) newer.set(id, change);
    return newer;
  }

  /** Forgets those changes that are known elsewhere now. */
  drop(isKnown: (id: string, change: EntityChange) => boolean): void {
    for (const [id, { change }] of this.#changes) if (isKnown(id, change)) this.#changes.delete(id);
  }
}
