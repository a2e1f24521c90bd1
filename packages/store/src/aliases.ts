/** What a name points at. */
export interface Alias {
  readonly name: string;
  readonly bundleId: string;
  readonly deltaSequence: number;
  /** ISO 8601, UTC. */
  readonly setAt: string;
}

/** A past or present target of a name. */
export interface AliasChange extends Alias {
  /** When a rollback took this target back; absent where none did. */
  readonly rolledBackAt?: string;
}

/** What an alias can point at. */
export type AliasTarget = Pick<Alias, 'bundleId' | 'deltaSequence'>;

/** Throws a StoreError where a target does not exist; aliases know no more of bundles than this. */
export type RequireTarget = (target: AliasTarget) => Promise<void>;

export interface Aliases {
  /**
   * Points a name at a bundle with the deltas up to a sequence (0: none), in one step for every reader.
   *
   * @throws StoreError where the target does not exist
   */
  set(name: string, bundleId: string, deltaSequence?: number): Promise<Alias>;
  get(name: string): Promise<Alias | undefined>;
  /** By name. */
  list(): Promise<Alias[]>;
  /** Every target a name ever had, newest first. */
  history(name: string): Promise<AliasChange[]>;
  /**
   * Points a name back at its previous target; repeated, at the one before that.
   *
   * @param to a bundle that it pointed at before, with the deltas that it is to have now: all targets since then are taken back
   * @throws StoreError where there is no earlier target, or it never pointed at that bundle
   */
  rollback(name: string, to?: AliasTarget): Promise<Alias>;
}
