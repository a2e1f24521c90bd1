import type { RecallAnswer, RecallService } from '@twotower/api';
import type { RecallEngine } from '@twotower/serving';
import type { Store, StoreError } from '@twotower/store';
import type { KeyRing } from '../gate/key-ring.ts';
import { engineService } from './engine-service.ts';
import { type EventCounts, EventIntake } from './event-intake.ts';
import { keyService } from './key-service.ts';
import { PastAnswers } from './past-answers.ts';
import { registryService } from './registry-service.ts';

export interface RecallServiceOptions {
  readonly engine: RecallEngine;
  readonly store: Store & { readonly readOnly?: string };
  readonly ring: KeyRing;
  /** Takes the places of this machine out of what is answered. */
  readonly hidePlaces: <T>(value: T) => T;
  /** Told of every recall, and the milliseconds it took. */
  readonly onRecall: (answer: RecallAnswer, milliseconds: number) => void;
  readonly onEvents: (counts: EventCounts) => void;
  readonly onFailure: (error: StoreError) => void;
}

/** A handler for every endpoint of the API, and why no events are taken in, where they are not. */
export function recallService({
  engine,
  store,
  ring,
  hidePlaces,
  onRecall,
  onEvents,
  onFailure,
}: RecallServiceOptions): {
  readonly service: RecallService;
  readonly eventsProblem: () => string | undefined;
} {
  const answers = new PastAnswers({ answers: 10_000, items: 100 });
  const intake = new EventIntake({ log: store.events, onTaken: onEvents, onFailure });
  const service: RecallService = {
    ...engineService(engine, (answer, request, milliseconds) => {
      answers.keep(answer, request);
      onRecall(answer, milliseconds);
    }),
    ...registryService({ engine, store, startedAt: new Date(), hidePlaces }),
    ...keyService(store.keys, ring),
    events: intake.take,
    async deleteUser({ userId }) {
      const events = await store.events.erase(userId);
      answers.erase(userId);
      return { userId, events };
    },
    answer: ({ requestId }) => answers.get(requestId),
  };
  const eventsProblem = (): string | undefined => {
    if (store.readOnly !== undefined) return 'not taken in: the store can only be read';
    return intake.failing ? 'not taken in: the event log cannot be written' : undefined;
  };
  return { service, eventsProblem };
}
