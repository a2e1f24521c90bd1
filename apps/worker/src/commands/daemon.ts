import { destination, type Logger, pino } from 'pino';
import type { CommonFlags } from '../common-flags.ts';
import type { Console } from '../console.ts';
import { Alerts } from '../daemon/alerts.ts';
import { systemClock } from '../daemon/clock.ts';
import { runDaemon } from '../daemon/daemon.ts';
import { type DaemonMetrics, daemonMetrics } from '../daemon/daemon-metrics.ts';
import { daemonParts } from '../daemon/daemon-parts.ts';
import { serveMetrics } from '../daemon/metrics-server.ts';
import { stopSignal } from '../daemon/stop-signal.ts';
import { withEventLog } from '../event-log.ts';
import { readSettings } from '../settings.ts';
import { requireWritable } from '../update/require-writable.ts';
import { findConfig, findStoreFolder, type LoadedConfig, withStore } from '../workplace.ts';

export interface DaemonFlags extends CommonFlags {
  readonly once?: boolean;
  readonly metrics?: { readonly host: string; readonly port: number };
}

/** `daemon`: updates and prunes by the clock, and whatever the API asks for, until it is stopped. */
export async function daemonCommand(flags: DaemonFlags, output: Console): Promise<void> {
  const loaded = await findConfig(flags);
  const folder = await findStoreFolder(flags, loaded);
  const out = destination({ dest: output.json ? 2 : 1, sync: true });
  const log = pino({ level: readSettings().logLevel }, out);
  const metrics = daemonMetrics();
  const server = flags.metrics && (await serveMetrics(metrics.registry, flags.metrics));
  if (server) log.info(`metrics at ${server.url}`);
  const stop = stopSignal((signal) => log.info(`${signal}: stopping; what is under way has a while to end`));
  try {
    await work({ loaded, folder, log, metrics, once: flags.once === true }, stop.signal);
  } finally {
    stop.release();
    server?.close();
  }
  log.info('stopped');
  if (output.json) output.result({ stopped: true }, '');
}

interface Work {
  readonly loaded: LoadedConfig;
  /** The store's. */
  readonly folder: string;
  readonly log: Logger;
  readonly metrics: DaemonMetrics;
  readonly once: boolean;
}

async function work({ loaded, folder, log, metrics, once }: Work, stop: AbortSignal): Promise<void> {
  const { config, file } = loaded;
  const { webhook } = config.alerts;
  const alerts = new Alerts({ log, onAlert: metrics.onAlert, now: systemClock.now, webhook });
  await withStore(folder, (store) =>
    withEventLog(store, async (events) => {
      requireWritable(store);
      const place = ['--config', file, '--store', folder];
      const { parts, watch } = daemonParts({ config, store, events, log, metrics, alerts, place });
      try {
        await runDaemon(parts, stop, once);
      } finally {
        await watch.end();
      }
    }),
  );
  await alerts.told;
}
