import type { AnswerSource } from '@twotower/core';
import type { RawRecord, RawValue } from '@twotower/features';
import type { Filter } from './filter/filter.ts';

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
  /** Leaves out all training positives of the user and the request's history; default true. */
  readonly excludeSeen?: boolean;
}

/** Where the ranking came from. */
export type RecallSource = AnswerSource;

export type Attributes = Record<string, RawValue>;

export interface ScoredItem {
  readonly itemId: string;
  /** Cosine similarity, or what calibration and prior made of it; for source `popularity` the share of the most popular item's count. */
  readonly score: number;
  readonly attributes?: Attributes;
}

export interface RecallAnswer {
  readonly requestId: string;
  readonly bundleId: string;
  readonly deltaSequence: number;
  readonly source: RecallSource;
  /** Best first. */
  readonly items: ScoredItem[];
}

export interface SimilarAnswer {
  readonly itemId: string;
  readonly attributes?: Attributes;
  readonly bundleId: string;
  readonly items: ScoredItem[];
}

export interface UserProfile {
  readonly userId: string;
  /** False for an id the bundle does not hold; the rest is empty then. */
  readonly known: boolean;
  readonly features: Attributes;
  /** Training positives, newest first. */
  readonly history: { readonly itemId: string; readonly attributes?: Attributes }[];
}

/** `events` counts the user's training positives. */
export interface UserActivity {
  readonly userId: string;
  readonly events: number;
}
