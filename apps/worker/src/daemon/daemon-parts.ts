import { type Config, milliseconds } from '@twotower/schema';
import { type EventLog, mostAttempts, type Store } from '@twotower/store';
import type { Logger } from 'pino';
import { alertObserver } from './alert-observer.ts';
import type { Alerts } from './alerts.ts';
import { systemClock } from './clock.ts';
import type { DaemonParts } from './daemon.ts';
import type { DaemonMetrics } from './daemon-metrics.ts';
import { observedBy } from './daemon-observer.ts';
import { foretoldObserver } from './foretold-observer.ts';
import { jobCommands } from './job-command.ts';
import { jobProcesses } from './job-process.ts';
import { logObserver } from './log-observer.ts';
import { hasUnread, staleness } from './staleness.ts';
import { watchFreshness } from './watch-freshness.ts';

export interface DaemonOptions {
  readonly config: Config;
  readonly store: Store;
  /** Where it is, if not in the store. */
  readonly events: EventLog;
  readonly log: Logger;
  readonly metrics: DaemonMetrics;
  readonly alerts: Alerts;
  /** Flags that name config and store. */
  readonly place: readonly string[];
}

/** Whose bundle is kept fresh. */
const alias = 'champion';

/** What a daemon of a store is made of, and what watches over its work until that is ended. */
export function daemonParts({ config, store, events, log, metrics, alerts, place }: DaemonOptions): {
  readonly parts: DaemonParts;
  readonly watch: { end(): Promise<void> };
} {
  const clock = systemClock;
  const logged = logObserver(log);
  const { onFault } = logged;
  const { onForetold, onStale } = metrics;
  const foretold = foretoldObserver({
    jobs: store.jobs,
    alerts,
    config,
    onForetold,
    onFault,
    now: clock.now,
  });
  const over = new AbortController();
  const watching = watchFreshness(
    {
      look: () => staleness(store, events, alias, clock.now()),
      atMost: milliseconds(config.alerts.staleDelta),
      alerts,
      clock,
      onStale,
      onFault,
    },
    over.signal,
  );
  const commandOf = jobCommands(milliseconds(config.daemon.foretell), clock.now);
  return {
    parts: {
      jobs: store.jobs,
      leases: store.leases,
      run: jobProcesses(process.argv[1], commandOf, place),
      clock,
      config,
      observer: observedBy([logged, metrics.observer, alertObserver(alerts, mostAttempts), foretold]),
      hasUnread: () => hasUnread(store, events, alias),
      async championSince() {
        const target = await store.aliases.get(alias);
        if (target === undefined) return undefined;
        return Date.parse((await store.bundles.open(target.bundleId)).manifest.createdAt);
      },
    },
    watch: {
      async end() {
        over.abort();
        await Promise.all([watching, foretold.judged]);
      },
    },
  };
}
