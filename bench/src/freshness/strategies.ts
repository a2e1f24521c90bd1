/** How a store is kept up to date. */
export interface Strategy {
  readonly name: string;
  /** As the table calls it. */
  readonly words: string;
  /** A full update each night. */
  readonly nightly: boolean;
  /** Incremental updates in between. */
  readonly incremental: boolean;
  /** Whether a night starts from what increments left, and not from the last full bundle's learner. */
  readonly fromIncrements?: true;
  /** The config's `update.rehearse`, where it is not the default. */
  readonly rehearse?: number;
}

export const strategies: readonly Strategy[] = [
  { name: 'never', words: 'never updated', nightly: false, incremental: false },
  { name: 'nightly', words: 'full nightly only', nightly: true, incremental: false },
  { name: 'incremental', words: 'incremental only', nightly: false, incremental: true },
  {
    name: 'chained',
    words: 'full from the incremental model',
    nightly: true,
    incremental: true,
    fromIncrements: true,
  },
  { name: 'source', words: "the source's scheme", nightly: true, incremental: true, rehearse: 0 },
  { name: 'scheme', words: 'the scheme with rehearsal', nightly: true, incremental: true },
];

/** The strategy that is held against all others. */
export const ours = 'scheme';

/** What of serving follows events at once: the user's history, and the term of what is popular. */
export interface View {
  readonly name: string;
  readonly words: string;
  /** Whether a user's newer events are in their history; else it is the bundle's. */
  readonly history: boolean;
  /** Whether scores have the term of what is popular by now; else they have none. */
  readonly prior: boolean;
}

export const views: readonly View[] = [
  { name: 'live', words: 'both', history: true, prior: true },
  { name: 'no-history', words: 'prior only', history: false, prior: true },
  { name: 'no-prior', words: 'history only', history: true, prior: false },
  { name: 'neither', words: 'neither', history: false, prior: false },
];
