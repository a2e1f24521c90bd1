import { milliseconds } from '@twotower/schema';
import { mostAttempts, StoreError } from '@twotower/store';
import { destination, pino } from 'pino';
import type { CommonFlags } from '../common-flags.ts';
import type { Console } from '../console.ts';
import { alertObserver } from '../daemon/alert-observer.ts';
import { Alerts } from '../daemon/alerts.ts';
import { systemClock } from '../daemon/clock.ts';
import { runDaemon } from '../daemon/daemon.ts';
import { daemonMetrics } from '../daemon/daemon-metrics.ts';
import { observedBy } from '../daemon/daemon-observer.ts';
import { jobProcesses } from '../daemon/job-process.ts';
import { logObserver } from '../daemon/log-observer.ts';
import { serveMetrics } from '../daemon/metrics-server.ts';
import { hasUnread, staleness } from '../daemon/staleness.ts';
import { stopSignal } from '../daemon/stop-signal.ts';
import { watchFreshness } from '../daemon/watch-freshness.ts';
import { withEventLog } from '../event-log.ts';
import { readSettings } from '../settings.ts';
import { findConfig, findStoreFolder, withStore } from '../workplace.ts';

export interface DaemonFlags extends CommonFlags {
  readonly once?: boolean;
  readonly metrics?: { readonly host: string; readonly port: number };
}

const ALIAS = 'champion';

/** `daemon`: updates and prunes by the clock, and whatever the API asks for, until it is stopped. */
export async function daemonCommand(flags: DaemonFlags, output: Console): Promise<void> {
  const loaded = await findConfig(flags);
  const { config } = loaded;
  const folder = await findStoreFolder(flags, loaded);
  const log = pino(
    { level: readSettings().logLevel },
    destination({ dest: output.json ? 2 : 1, sync: true }),
  );
  const metrics = daemonMetrics();
  const alerts = new Alerts({
    log,
    onAlert: metrics.onAlert,
    now: systemClock.now,
    ...(config.alerts.webhook !== undefined && { webhook: config.alerts.webhook }),
  });
  const server = flags.metrics && (await serveMetrics(metrics.registry, flags.metrics));
  if (server) log.info(`metrics at ${server.url}`);
  const stop = stopSignal((signal) => log.info(`${signal}: stopping; what is under way has a while to end`));
  try {
    await withStore(folder, (store) =>
      withEventLog(store, async (events) => {
        if (store.readOnly !== undefined)
          throw new StoreError(`${store.readOnly}; a daemon writes to the store`);
        const observer = observedBy([
          logObserver(log),
          metrics.observer,
          alertObserver(alerts, mostAttempts),
        ]);
        const over = new AbortController();
        const watching = watchFreshness(
          {
            look: () => staleness(store, events, ALIAS, systemClock.now()),
            atMost: milliseconds(config.alerts.staleDelta),
            alerts,
            clock: systemClock,
            onStale: metrics.onStale,
            onFault: observer.onFault,
          },
          over.signal,
        );
        try {
          await runDaemon(
            {
              jobs: store.jobs,
              leases: store.leases,
              run: jobProcesses(process.argv[1], ['--config', loaded.file, '--store', folder]),
              clock: systemClock,
              config,
              observer,
              hasUnread: () => hasUnread(store, events, ALIAS),
              championSince: async () => {
                const target = await store.aliases.get(ALIAS);
                if (target === undefined) return undefined;
                return Date.parse((await store.bundles.open(target.bundleId)).manifest.createdAt);
              },
            },
            stop.signal,
            flags.once,
          );
        } finally {
          over.abort();
          await watching;
        }
      }),
    );
    await alerts.told;
    log.info('stopped');
    if (output.json) output.result({ stopped: true }, '');
  } finally {
    stop.release();
    server?.close();
  }
}
