/** An event as a history has it. */
export interface StepEvent {
  /** Of few users and few ids, so that duplicates come. */
  readonly id?: string;
  readonly user: string;
  readonly item: string;
  /** Only clicks are positives. */
  readonly type: 'click' | 'impression';
  /** Hours before the clock of the history, so that events come late and in any order. */
  readonly hoursAgo: number;
}

/** One thing that happens to a store. */
export type Step =
  | { readonly kind: 'append'; readonly events: readonly StepEvent[] }
  | { readonly kind: 'incremental'; readonly crash?: Crash }
  | { readonly kind: 'full'; readonly accepts: boolean; readonly crash?: Crash }
  | { readonly kind: 'rollback'; readonly crash?: Crash }
  /** The champion becomes the bundle that has so many newer ones. */
  | { readonly kind: 'promote'; readonly age: number }
  | { readonly kind: 'erase'; readonly user: string }
  /** The checkpoint of the champion's increments is lost. */
  | { readonly kind: 'forget' }
  /** Somebody writes a delta that is not the next, of the champion, or one that leaves out a stretch of the log. */
  | { readonly kind: 'gap' }
  /** Time goes by, so that IDs are not seen for long. */
  | { readonly kind: 'wait'; readonly days: number };

/** The process ends at a write to the store. */
export interface Crash {
  /** Which one, from 0 on. */
  readonly write: number;
  readonly moment: 'before' | 'after';
}
