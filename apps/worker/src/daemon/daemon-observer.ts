import type { Job, Outcome } from '@twotower/store';

/** How work on a job ended for a daemon; `lost` where another tells it. */
export type Ended = Outcome | { readonly kind: 'lost' };

/** Is told what a daemon does. */
export interface DaemonObserver {
  /** Another daemon leads. */
  onWaiting(): void;
  onLead(leads: boolean): void;
  onBegin(job: Job): void;
  onProgress(job: Job, message: string): void;
  /** @param milliseconds that it took */
  onEnd(job: Job, outcome: Ended, milliseconds: number): void;
  /** Something that goes by, most often of the store; it is tried again. */
  onFault(error: unknown): void;
}

/** Several observers as one; each is told what it has an ear for. */
export function observedBy(observers: readonly Partial<DaemonObserver>[]): DaemonObserver {
  const each = (tell: (observer: Partial<DaemonObserver>) => void): void => observers.forEach(tell);
  return {
    onWaiting: () => each((observer) => observer.onWaiting?.()),
    onLead: (leads) => each((observer) => observer.onLead?.(leads)),
    onBegin: (job) => each((observer) => observer.onBegin?.(job)),
    onProgress: (job, message) => each((observer) => observer.onProgress?.(job, message)),
    onEnd: (job, outcome, milliseconds) => each((observer) => observer.onEnd?.(job, outcome, milliseconds)),
    onFault: (error) => each((observer) => observer.onFault?.(error)),
  };
}
