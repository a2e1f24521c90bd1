import type { AnswerSource } from '@twotower/core';
import type { RawRecord, RawValue } from '@twotower/features';
import type { Filter } from './filter/filter.ts';

/** At most so many items of an answer have the same value in a column, of a list the same entry. Missing values are no category. */
export interface CategoryCap {
  readonly field: string;
  readonly most: number;
}

/** One question to the engine. */
export interface RecallRequest {
  readonly userId?: string;
  /** Values of user columns or features; they win over the stored profile's. */
  readonly features?: RawRecord;
  /** Item ids, oldest first; replaces the stored history. */
  readonly history?: readonly string[];
  /**
   * Values of columns or features of the context. Times are milliseconds since 1970 or dates as in the log; where a feature reads
   * the time of events and the request gives none, it is now.
   */
  readonly context?: RawRecord;
  /** 1 to 1000. */
  readonly k: number;
  readonly filter?: Filter;
  readonly exclude?: readonly string[];
  /** Leaves out all positives of the user, the newest too, and the request's history; default true. */
  readonly excludeSeen?: boolean;
  /** At most so many items with the same value of a column. */
  readonly perCategory?: CategoryCap;
  /** From 0, which is nothing, to 1: how much items that are like others give way. With it `k` is at most 200. */
  readonly diversity?: number;
  /** Whether the answer says what made each score, and what was known. */
  readonly explain?: boolean;
  /** The name whose bundle answers; default the engine's own. Heard by `ServedAliases`. */
  readonly alias?: string;
}

/** Where the ranking came from. */
export type RecallSource = AnswerSource;

export type Attributes = Record<string, RawValue>;

export interface ScoredItem {
  readonly itemId: string;
  /** Cosine similarity, or what calibration and prior made of it; for source `popularity` the share of the most popular item's count. */
  readonly score: number;
  readonly attributes?: Attributes;
  /** Where the request asked for it. */
  readonly explanation?: ItemExplanation;
}

/** What made a score. `cosine`, `aggregation` and `prior` add up to it. */
export interface ItemExplanation {
  /** With what the user tower said; 0 for source `popularity`. */
  readonly cosine: number;
  /** What the user's items and the item's users added by calibration. */
  readonly aggregation: number;
  /** The term of how popular the item is, newer events included. */
  readonly prior: number;
  /** In the answer, from 1. */
  readonly rank: number;
  /** By exact scores among what filter and exclusions leave, from 1; absent past the first thousand, and for source `popularity`. */
  readonly exactRank?: number;
  /** The items of the history that are most like it, with their cosines. */
  readonly nearest: readonly { readonly itemId: string; readonly cosine: number }[];
}

/** What an answer knew of who asked. */
export interface RecallExplanation {
  readonly history: {
    /** Positives that the bundle knew of the user. */
    readonly stored: number;
    /** Positives that came since. */
    readonly live: number;
    /** When the newest was, milliseconds since 1970. */
    readonly newest?: number;
    /** Items that the answer went by: those, or the request's. */
    readonly used: number;
    /** The last ten of these, newest first. */
    readonly latest: readonly string[];
  };
  /** Newer positives of all users that the prior has counted. */
  readonly countedEvents: number;
  readonly index: string;
  /** The newest event that the served rows have learnt, milliseconds since 1970. */
  readonly watermark?: number;
}

export interface RecallAnswer {
  readonly requestId: string;
  readonly bundleId: string;
  readonly deltaSequence: number;
  readonly source: RecallSource;
  /** Best first. */
  readonly items: ScoredItem[];
  /** Where the request asked for it. */
  readonly explanation?: RecallExplanation;
}

export interface SimilarAnswer {
  readonly itemId: string;
  readonly attributes?: Attributes;
  readonly bundleId: string;
  readonly items: ScoredItem[];
}

export interface UserProfile {
  readonly userId: string;
  /** False for an id of which nothing is stored; features are empty then. */
  readonly known: boolean;
  readonly features: Attributes;
  /** Positives, newest first: those of training and those that came since. */
  readonly history: { readonly itemId: string; readonly attributes?: Attributes }[];
}

/** `events` counts the user's training positives. */
export interface UserActivity {
  readonly userId: string;
  readonly events: number;
}
