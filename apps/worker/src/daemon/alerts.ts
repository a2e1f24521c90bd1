import type { Logger } from 'pino';

/** What may be wrong: see the config's `alerts`. */
export const alertNames = ['stale', 'job-failed', 'gate-rejected'] as const;
export type AlertName = (typeof alertNames)[number];

export interface AlertsOptions {
  readonly log: Pick<Logger, 'warn' | 'info' | 'error'>;
  readonly onAlert: (name: AlertName, raised: boolean) => void;
  /** Gets each change as a POST. */
  readonly webhook?: string;
  readonly now: () => number;
}

/** Milliseconds that a webhook may take. */
const webhookWithin = 10_000;

/** Alerts that are raised once, when they come to hold, and are over once, when they do not hold any more. */
export class Alerts {
  readonly #options: AlertsOptions;
  readonly #raised = new Set<AlertName>();
  #sent: Promise<void> = Promise.resolve();

  constructor(options: AlertsOptions) {
    this.#options = options;
    for (const name of alertNames) options.onAlert(name, false);
  }

  raise(name: AlertName, message: string): void {
    if (this.#raised.has(name)) return;
    this.#raised.add(name);
    this.#options.log.warn({ alert: name }, message);
    this.#tell(name, true, message);
  }

  settle(name: AlertName, message: string): void {
    if (!this.#raised.delete(name)) return;
    this.#options.log.info({ alert: name }, message);
    this.#tell(name, false, message);
  }

  /** Resolves once the webhook was told of everything, or could not be. */
  get told(): Promise<void> {
    return this.#sent;
  }

  #tell(alert: AlertName, raised: boolean, message: string): void {
    const { onAlert, webhook, now, log } = this.#options;
    onAlert(alert, raised);
    if (webhook === undefined) return;
    const body = JSON.stringify({ alert, raised, message, at: new Date(now()).toISOString() });
    // One after the other, so that what is over is not told before it was raised.
    this.#sent = this.#sent.then(async () => {
      try {
        const response = await fetch(webhook, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body,
          redirect: 'error',
          signal: AbortSignal.timeout(webhookWithin),
        });
        await response.body?.cancel();
        if (!response.ok) log.error({ alert }, `alerts.webhook answered ${response.status}`);
      } catch (error) {
        log.error({ alert, err: error }, 'alerts.webhook could not be reached');
      }
    });
  }
}
