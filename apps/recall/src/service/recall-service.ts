import type { OutputOf, RecallAnswer, RecallService } from '@twotower/api';
import type { RecallEngine, ServedAliases } from '@twotower/serving';
import type { Store } from '@twotower/store';
import { comparedRecall } from '../compare/compared-recall.ts';
import { reactionsOf } from '../compare/reactions-of.ts';
import type { RunningComparison } from '../compare/running-comparison.ts';
import type { KeyRing } from '../gate/key-ring.ts';
import { comparisonService } from './comparison-service.ts';
import { engineService } from './engine-service.ts';
import { entityService } from './entity-service.ts';
import { type EventCounts, EventIntake } from './event-intake.ts';
import { jobService } from './job-service.ts';
import { keyService } from './key-service.ts';
import { lineageService } from './lineage-service.ts';
import { lookService } from './look-service.ts';
import { PastAnswers } from './past-answers.ts';
import { registryService } from './registry-service.ts';
import { sessionService } from './session-service.ts';

export interface RecallServiceOptions {
  readonly engine: RecallEngine;
  readonly aliases: ServedAliases;
  readonly store: Store;
  readonly comparison: RunningComparison;
  /** Why no events can be taken in; absent where they can. */
  readonly eventsReadOnly?: string;
  readonly ring: KeyRing;
  /** Takes the places of this machine out of what is answered. */
  readonly hidePlaces: <T>(value: T) => T;
  /** Told of every recall, and the milliseconds it took. */
  readonly onRecall: (answer: RecallAnswer, milliseconds: number) => void;
  readonly onEvents: (counts: EventCounts) => void;
  readonly onFailure: (error: unknown) => void;
  readonly traffic: () => OutputOf<'traffic'>;
}

/** A handler for every endpoint of the API, and why no events are taken in, where they are not. */
export function recallService({
  engine,
  aliases,
  store,
  comparison,
  eventsReadOnly,
  ring,
  hidePlaces,
  onRecall,
  onEvents,
  onFailure,
  traffic,
}: RecallServiceOptions): {
  readonly service: RecallService;
  readonly eventsProblem: () => string | undefined;
} {
  const answers = new PastAnswers({ answers: 10_000, items: 100 });
  const intake = new EventIntake({
    log: store.events,
    async onAppended(events) {
      if (comparison.now !== undefined) {
        await comparison.react(reactionsOf(events, engine)).catch(onFailure);
      }
    },
    onTaken: onEvents,
    onFailure,
  });
  const service: RecallService = {
    ...engineService({
      engine,
      aliases,
      compared: comparedRecall({ running: comparison, engine, aliases }),
      onRecall(answer, request, milliseconds) {
        answers.keep(answer, request);
        onRecall(answer, milliseconds);
      },
    }),
    ...entityService({
      engine,
      store,
      onFailure,
      async onErased(userId) {
        answers.erase(userId);
        await comparison.flush();
        await store.comparisons.erase(userId);
      },
    }),
    ...registryService({ engine, store, startedAt: new Date(), hidePlaces }),
    ...jobService(store, hidePlaces),
    ...lineageService({ store, hidePlaces, onMoved: () => engine.refresh() }),
    ...keyService(store.keys, ring),
    ...lookService(engine, store),
    ...comparisonService({ comparisons: store.comparisons, running: comparison, engine, aliases }),
    ...sessionService,
    traffic,
    async events(given, caller) {
      const answer = await intake.take(given, caller);
      // So that who was answered finds it in the next recall. The log has it already, whatever becomes of this.
      if (answer.accepted > 0) await engine.readEvents().catch(onFailure);
      return answer;
    },
    answer({ requestId }) {
      const answer = answers.get(requestId);
      const items = engine.unready === undefined ? engine.asked().state.items : undefined;
      const attributesOf = (itemId: string) => {
        const row = items?.row(itemId);
        return row === undefined ? undefined : items?.attributes(row);
      };
      return {
        ...answer,
        items: answer.itemIds.map((itemId) => ({ itemId, attributes: attributesOf(itemId) })),
      };
    },
    answers: (asked) => answers.list(asked),
  };
  const eventsProblem = (): string | undefined => {
    if (eventsReadOnly !== undefined) return 'not taken in: the store can only be read';
    return intake.failing ? 'not taken in: the event log cannot be written' : undefined;
  };
  return { service, eventsProblem };
}
