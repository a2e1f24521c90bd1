import type { ArmSums, ComparisonArm, ComparisonKind } from '@twotower/schema';

/** Two aliases, set against each other on those who ask. All times are ISO 8601, UTC. */
export interface Comparison {
  readonly id: string;
  readonly kind: ComparisonKind;
  /** The alias that is tried; against it stands what is served. */
  readonly treatment: string;
  /** `ab`: the share of users who get the treatment; else the share of users who take part. */
  readonly share: number;
  readonly startedAt: string;
  /** As in {@link AuditEntry}. */
  readonly startedBy: string;
  readonly endedAt?: string;
}

/** A recall that was answered within a comparison. */
export interface Exposure {
  readonly requestId: string;
  readonly userId: string;
  readonly arm: ComparisonArm;
  /** Of an interleaved answer: whose items it shows. */
  readonly teams?: Teams;
  /** Of a shadow: the share of the answer that the other would have given too, from 0 to 1. */
  readonly overlap?: number;
}

export interface Teams {
  readonly control: readonly string[];
  readonly treatment: readonly string[];
}

/** A positive event that names the recall which it is a reaction to. */
export interface Reaction {
  readonly requestId: string;
  readonly userId: string;
  readonly itemId: string;
}

/**
 * Comparisons and what came of them. Of each user the requests are added up: in `ab` each counts, and comes to 1 where somebody
 * reacted; interleaved each counts that somebody reacted to, and comes to 1 where only the treatment's items were, to -1 where only
 * the control's; of a shadow each counts, and comes to the overlap.
 */
export interface Comparisons {
  /** @throws StoreError where one is running */
  start(comparison: Pick<Comparison, 'kind' | 'treatment' | 'share' | 'startedBy'>): Promise<Comparison>;
  /** The one that is running. */
  running(): Promise<Comparison | undefined>;
  get(id: string): Promise<Comparison | undefined>;
  /** Newest first. */
  list(limit: number): Promise<Comparison[]>;
  /** Ends it: from then on nothing is added, and of single users nothing is kept. False where it is not running. */
  end(id: string): Promise<boolean>;
  /** Adds recalls to the comparison that is running; where that is another one, they count for nothing. */
  expose(id: string, exposures: readonly Exposure[]): Promise<void>;
  /** Adds reactions to recalls that are known. Doing it again changes nothing. */
  react(id: string, reactions: readonly Reaction[]): Promise<void>;
  /** What it came to so far, by arm. */
  sums(id: string): Promise<ArmSums[]>;
  /** Forgets a person. What they added to a comparison that has ended stays in its sums. */
  erase(userId: string): Promise<void>;
}
