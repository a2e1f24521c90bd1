import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { AlertName } from './alerts.ts';
import type { DaemonObserver } from './daemon-observer.ts';

export interface DaemonMetrics {
  readonly registry: Registry;
  readonly observer: DaemonObserver;
  onAlert(name: AlertName, raised: boolean): void;
  /** @param seconds how long the oldest event has waited to be learnt at least; 0 where all are */
  onStale(seconds: number): void;
}

/** A daemon's numbers in Prometheus' text format. */
export function daemonMetrics(): DaemonMetrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const leads = new Gauge({
    name: 'twotower_daemon_leads',
    help: '1 while this daemon is the one that works on its store.',
    registers,
  });
  const jobs = new Counter({
    name: 'twotower_jobs_total',
    help: 'Attempts at jobs, by how they ended.',
    labelNames: ['kind', 'outcome'],
    registers,
  });
  const duration = new Histogram({
    name: 'twotower_job_duration_seconds',
    help: 'How long attempts at jobs took.',
    labelNames: ['kind'],
    buckets: [0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600, 14_400],
    registers,
  });
  const done = new Gauge({
    name: 'twotower_job_done_timestamp_seconds',
    help: 'When a job of the kind was last done.',
    labelNames: ['kind'],
    registers,
  });
  const gates = new Counter({
    name: 'twotower_gate_decisions_total',
    help: 'Full updates by whether their bundle took the place of the champion.',
    labelNames: ['decision'],
    registers,
  });
  const rows = new Counter({
    name: 'twotower_rows_published_total',
    help: 'Rows of users and items that deltas published.',
    registers,
  });
  const positives = new Counter({
    name: 'twotower_positives_learnt_total',
    help: 'Positives that increments learnt.',
    registers,
  });
  const faults = new Counter({
    name: 'twotower_store_faults_total',
    help: 'How often the store could not be used.',
    registers,
  });
  const stale = new Gauge({
    name: 'twotower_stale_seconds',
    help: 'For how long events have waited to be learnt, since the last update that was done; 0 where none waits.',
    registers,
  });
  const alerts = new Gauge({
    name: 'twotower_alert',
    help: '1 while an alert is raised.',
    labelNames: ['alert'],
    registers,
  });
  return {
    registry,
    observer: {
      onWaiting() {},
      onLead: (is) => leads.set(is ? 1 : 0),
      onBegin() {},
      onProgress() {},
      onEnd({ kind }, outcome, milliseconds) {
        jobs.inc({ kind, outcome: outcome.kind });
        duration.observe({ kind }, milliseconds / 1000);
        if (outcome.kind !== 'done') return;
        done.setToCurrentTime({ kind });
        const { result } = outcome;
        if (result.kind === 'accepted' || result.kind === 'rejected') gates.inc({ decision: result.kind });
        if (result.kind === 'delta') {
          rows.inc(result.rows);
          positives.inc(result.positives);
        }
      },
      onFault: () => faults.inc(),
    },
    onAlert: (alert, raised) => alerts.set({ alert }, raised ? 1 : 0),
    onStale: (seconds) => stale.set(seconds),
  };
}
