import type { Alerts } from './alerts.ts';
import type { DaemonObserver } from './daemon-observer.ts';

/** Raises alerts for jobs that nobody tries again and for bundles that a gate refused, until one goes well. */
export function alertObserver(alerts: Alerts, mostAttempts: number): Pick<DaemonObserver, 'onEnd'> {
  return {
    onEnd({ id, kind, attempts }, outcome) {
      if (outcome.kind === 'failed' && (outcome.retryIn === undefined || attempts >= mostAttempts)) {
        alerts.raise('job-failed', `${kind} ${id} failed at attempt ${attempts}: ${outcome.error}`);
      }
      if (outcome.kind !== 'done') return;
      const { result } = outcome;
      alerts.settle('job-failed', `${kind} ${id} was done`);
      if (result.kind === 'rejected') {
        alerts.raise('gate-rejected', `the gate refused a bundle; why stands in run ${result.runId}`);
      }
      if (result.kind === 'accepted') alerts.settle('gate-rejected', `${result.bundleId} is the champion`);
    },
  };
}
