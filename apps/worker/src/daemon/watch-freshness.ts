import type { Alerts } from './alerts.ts';
import type { Clock } from './clock.ts';

export interface FreshnessWatch {
  /** For how many milliseconds events have waited to be learnt; undefined where there is no champion to learn them. */
  readonly look: () => Promise<number | undefined>;
  /** Longer raises the alert. */
  readonly atMost: number;
  readonly alerts: Pick<Alerts, 'raise' | 'settle'>;
  readonly clock: Clock;
  readonly onStale: (seconds: number) => void;
  readonly onFault: (error: unknown) => void;
}

/** Milliseconds between two looks. */
const lookEvery = 15_000;

/** Looks again and again how long events have waited to be learnt, whoever it is that is to teach them. */
export async function watchFreshness(
  { look, atMost, alerts, clock, onStale, onFault }: FreshnessWatch,
  stop: AbortSignal,
): Promise<void> {
  while (!stop.aborted) {
    try {
      const stale = await look();
      if (stale !== undefined) {
        onStale(stale / 1000);
        const minutes = Math.round(stale / 60_000);
        if (stale > atMost) alerts.raise('stale', `events have waited to be learnt for ${minutes} minutes`);
        else alerts.settle('stale', 'events are learnt in time again');
      }
    } catch (error) {
      onFault(error);
    }
    await clock.sleep(lookEvery, stop);
  }
}
