import { ConfigError, type JobKind, milliseconds } from '@twotower/schema';
import { Cron } from 'croner';

export interface ScheduleConfig {
  readonly daemon: { readonly full: string; readonly timeZone: string };
  readonly update: { readonly every: string };
}

/** When each kind of job was last asked for by the clock, milliseconds since 1970; absent where it never was. */
export type LastAsked = Readonly<Partial<Record<JobKind, number>>>;

/**
 * Tells what is due. Of all that was missed, as while no daemon ran, one of a kind is. A clock that is put back makes nothing due a
 * second time, unless by so much that it must have been wrong before.
 */
export class Schedule {
  readonly #full: Cron;
  readonly #every: number;
  #lastFull: number;
  /** The first moment of the pattern behind it. */
  #nextFull: number | undefined;
  #lastUpdate: number | undefined;

  /**
   * @param last what is known of before; `full` falls back on when the champion was made
   * @throws ConfigError where the config has a pattern that is none
   */
  constructor(
    { daemon: { full, timeZone }, update: { every } }: ScheduleConfig,
    last: LastAsked,
    now: number,
  ) {
    this.#full = cronOf(full, timeZone);
    this.#every = milliseconds(every);
    this.#lastFull = last.full ?? now;
    this.#nextFull = this.#after(this.#lastFull);
    this.#lastUpdate = last.update;
  }

  /** What is due at a moment, the quick ones first; from then on it is not, until its time has come again. */
  due(now: number): JobKind[] {
    return [
      ...(this.#isUpdateDue(now) ? ['update' as const] : []),
      ...(this.#isFullDue(now) ? ['full' as const] : []),
    ];
  }

  #isUpdateDue(now: number): boolean {
    const since = this.#lastUpdate;
    if (since !== undefined && Math.abs(now - since) < this.#every) return false;
    this.#lastUpdate = now;
    return true;
  }

  #isFullDue(now: number): boolean {
    if (this.#lastFull > now && this.#isWrong(now)) this.#fullAt(now);
    if (this.#nextFull === undefined || this.#nextFull > now) return false;
    this.#fullAt(now);
    return true;
  }

  #fullAt(moment: number): void {
    this.#lastFull = moment;
    this.#nextFull = this.#after(moment);
  }

  /** Whether the last one lies further ahead than two of the moments to come are apart. */
  #isWrong(now: number): boolean {
    const first = this.#after(now);
    const second = first && this.#after(first);
    return second === undefined || first === undefined || this.#lastFull - now > second - first;
  }

  #after(moment: number): number | undefined {
    return this.#full.nextRun(new Date(moment))?.getTime();
  }
}

function cronOf(pattern: string, timezone: string): Cron {
  try {
    return new Cron(pattern, { timezone, paused: true });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ConfigError(
      `daemon.full is ${JSON.stringify(pattern)}, which is no cron pattern (${reason}); "0 3 * * *" is every night at three`,
    );
  }
}
