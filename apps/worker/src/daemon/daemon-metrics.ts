import type { Foretold } from '@twotower/schema';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { AlertName } from './alerts.ts';
import type { DaemonObserver } from './daemon-observer.ts';

export interface DaemonMetrics {
  readonly registry: Registry;
  readonly observer: Pick<DaemonObserver, 'onLead' | 'onEnd' | 'onFault'>;
  onAlert(name: AlertName, raised: boolean): void;
  /** @param seconds how long the oldest event has waited to be learnt at least; 0 where all are */
  onStale(seconds: number): void;
  onForetold(foretold: Foretold): void;
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
  const recall = new Gauge({
    name: 'twotower_foretold_recall',
    help: 'recall@k of new events before they were learnt, by what was served and by what was popular.',
    labelNames: ['of'],
    registers,
  });
  const news = new Gauge({
    name: 'twotower_unknown_share',
    help: 'Share of new positives of users, and of items, of which nothing was known.',
    labelNames: ['of'],
    registers,
  });
  const shift = new Gauge({
    name: 'twotower_feature_shift',
    help: 'Population stability index of features of new positives against training.',
    labelNames: ['feature'],
    registers,
  });
  const missing = new Gauge({
    name: 'twotower_feature_missing_share',
    help: 'Share of new positives without a value of the feature.',
    labelNames: ['feature'],
    registers,
  });
  return {
    registry,
    observer: {
      onLead: (is) => leads.set(is ? 1 : 0),
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
    onForetold(foretold) {
      recall.set({ of: 'served' }, foretold.recall);
      recall.set({ of: 'popular' }, foretold.prior);
      news.set({ of: 'users' }, foretold.newUsers);
      news.set({ of: 'items' }, foretold.newItems);
      for (const { feature, psi, missing: share } of foretold.shifts) {
        shift.set({ feature }, psi);
        missing.set({ feature }, share.now);
      }
    },
  };
}
