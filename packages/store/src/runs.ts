import type { EpochRecord, Report } from '@twotower/schema';

/** One training, update or experiment. `interrupted`: its process ended without a word. */
export interface Run {
  readonly id: string;
  readonly kind: string;
  readonly config: unknown;
  readonly status: 'running' | 'finished' | 'failed' | 'interrupted';
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly finishedAt?: string;
  readonly epochs: readonly EpochRecord[];
  readonly report?: Report;
  /** Why it failed. */
  readonly error?: string;
}

export interface Runs {
  start(run: { readonly kind: string; readonly config: unknown }): Promise<string>;
  /** Records an epoch; the same epoch again (after a resume) replaces it. */
  epoch(id: string, record: EpochRecord): Promise<void>;
  finish(id: string, report: Report): Promise<void>;
  fail(id: string, message: string): Promise<void>;
  /** Newest first: all, or one page of them. */
  list(page?: RunPage): Promise<Run[]>;
  get(id: string): Promise<Run | undefined>;
}

export interface RunPage {
  readonly limit: number;
  /** Only runs that started before this one. */
  readonly before?: string;
}
