import type { JobKind, JobResult, JobState } from '@twotower/schema';

/** Something that a daemon is to do, does or has done. All times are ISO 8601, UTC. */
export interface Job {
  readonly id: string;
  readonly kind: JobKind;
  readonly state: JobState;
  /** `schedule`, or who asked as in {@link AuditEntry}. */
  readonly askedBy: string;
  readonly createdAt: string;
  /** It does not begin before. */
  readonly dueAt: string;
  /** When it was last begun. */
  readonly startedAt?: string;
  readonly heartbeatAt?: string;
  readonly finishedAt?: string;
  /** How often it was begun. */
  readonly attempts: number;
  readonly progress?: string;
  readonly cancelAsked: boolean;
  readonly result?: JobResult;
  /** Why it last failed. */
  readonly error?: string;
}

/** The right to work on a job, until somebody else has taken it up because nothing was heard for too long. */
export interface Claim {
  readonly job: Job;
  readonly token: string;
}

/** How work on a job ended. */
export type Outcome =
  | { readonly kind: 'done'; readonly result: JobResult }
  | {
      readonly kind: 'failed';
      readonly error: string;
      /** Milliseconds until it is tried again, while attempts are left; absent where that could not help. */
      readonly retryIn?: number;
    }
  | { readonly kind: 'cancelled' }
  /** Whoever worked on it stops working, and the attempt does not count. */
  | { readonly kind: 'given-back' };

/** A job that was begun so often is not begun again: it may be what its workers die of. */
export const mostAttempts = 5;

export interface Jobs {
  /** Asks for a job. Where one of the kind waits already, that one is brought forward, and nothing is added. */
  ask(job: { readonly kind: JobKind; readonly askedBy: string }): Promise<Job>;
  /**
   * Takes up the job that has been due the longest: one that waits, or one whose worker's process has ended or has given no sign of
   * life for `lease` milliseconds, by a clock that may have been put back. A job that was begun too often has failed then.
   */
  claim(lease: number): Promise<Claim | undefined>;
  /** A sign of life. @returns whether to go on; `lost`: another has taken it up */
  heartbeat(claim: Claim, progress?: string): Promise<'go-on' | 'cancel' | 'lost'>;
  /** @returns false where another has taken the job up, whose outcome it is then to tell */
  end(claim: Claim, outcome: Outcome): Promise<boolean>;
  /** Stops a job: at once where it waits; where it runs its worker is told. Undefined where there is none of that id. */
  cancel(id: string): Promise<Job | undefined>;
  get(id: string): Promise<Job | undefined>;
  /** Newest first. */
  list(which: {
    readonly limit: number;
    readonly kind?: JobKind;
    readonly state?: JobState;
    readonly askedBy?: string;
  }): Promise<Job[]>;
  /** Forgets jobs that ended before a moment, in milliseconds since 1970, the newest of each kind excepted. @returns how many */
  prune(before: number): Promise<number>;
}
