import {
  ApiError,
  type RecallAnswer,
  type RecallRequest,
  type RecallService,
  type ScoredItem,
} from '@twotower/api';
import { roundedScore } from '@twotower/schema';
import { type RecallEngine, type ServedAliases, ServingError } from '@twotower/serving';
import type { EngineAnswer } from '../compare/compared-recall.ts';

/** The endpoints that the engine alone answers. */
export type EngineService = Pick<RecallService, 'recall' | 'recallBatch' | 'similar' | 'user' | 'users'>;

export interface EngineServiceOptions {
  readonly engine: RecallEngine;
  /** The engine and those of other aliases. */
  readonly aliases: ServedAliases;
  /** Answers what is part of a comparison; undefined for what is not. */
  readonly compared: (
    request: RecallRequest,
    requestId: string,
  ) => Promise<EngineAnswer | undefined> | undefined;
  /** Told of every recall, and the milliseconds it took; of one in a batch its share. */
  readonly onRecall: (answer: RecallAnswer, request: RecallRequest, milliseconds: number) => void;
}

/** The recall engine behind the API's endpoints. */
export function engineService({ engine, aliases, compared, onRecall }: EngineServiceOptions): EngineService {
  const told = (found: EngineAnswer, request: RecallRequest, began: number): RecallAnswer => {
    const answer = { ...found, items: rounded(found.items) };
    onRecall(answer, request, performance.now() - began);
    return answer;
  };
  const answerBy = (asked: RecallEngine, request: RecallRequest, requestId: string): RecallAnswer => {
    const began = performance.now();
    return told(
      translated(() => asked.recall(request, requestId)),
      request,
      began,
    );
  };
  return {
    recall(request, { requestId }) {
      const { alias } = request;
      const began = performance.now();
      const part = compared(request, requestId);
      if (part !== undefined) {
        return part.then(
          (found) =>
            found === undefined ? answerBy(engine, request, requestId) : told(found, request, began),
          failTranslated,
        );
      }
      if (alias === undefined) return answerBy(engine, request, requestId);
      return aliases.of(alias).then((asked) => answerBy(asked, request, requestId), failTranslated);
    },
    async recallBatch({ requests }, { requestId }) {
      const began = performance.now();
      const found = await aliases.recallBatch(requests, requestId).catch(failTranslated);
      const share = (performance.now() - began) / requests.length;
      const answers = found.map((one, i): RecallAnswer => {
        const answer = { ...one, items: rounded(one.items) };
        onRecall(answer, requests[i], share);
        return answer;
      });
      return { answers };
    },
    similar({ itemId, k }) {
      const found = translated(() => engine.similar(itemId, k));
      return { ...found, items: rounded(found.items) };
    },
    user: ({ userId }) => translated(() => engine.user(userId)),
    users: ({ query, limit }) => translated(() => ({ users: engine.users(query, limit) })),
  };
}

/** With scores as they are answered, whichever way. */
function rounded(items: readonly ScoredItem[]): ScoredItem[] {
  return items.map(({ itemId, score, attributes, explanation }) => ({
    itemId,
    score: roundedScore(score),
    attributes,
    explanation,
  }));
}

/** Does something of the engine's; what it says is said in the API's codes. */
export function translated<T>(answer: () => T): T {
  try {
    return answer();
  } catch (error) {
    return failTranslated(error);
  }
}

/** What the engine says, in the API's codes. */
export function failTranslated(error: unknown): never {
  if (!(error instanceof ServingError)) throw error;
  throw new ApiError(error.code, error.message, { field: error.field, cause: error });
}
