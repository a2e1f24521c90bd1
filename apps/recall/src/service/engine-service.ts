import { setImmediate } from 'node:timers/promises';
import {
  ApiError,
  type RecallAnswer,
  type RecallRequest,
  type RecallService,
  type ScoredItem,
} from '@twotower/api';
import { roundedScore } from '@twotower/schema';
import { type RecallEngine, ServingError } from '@twotower/serving';
import type { LiveEngine } from './live-engine.ts';

/** The endpoints that the engine alone answers. */
export type EngineService = Pick<
  RecallService,
  'recall' | 'recallBatch' | 'similar' | 'user' | 'users' | 'putItem' | 'deleteItem' | 'putUser'
>;

export interface EngineServiceOptions {
  readonly engine: RecallEngine & LiveEngine;
  /** The engine of another alias than the one that is served; absent where there is none. */
  readonly ofAlias?: (alias: string) => Promise<RecallEngine>;
  /** Told of every recall, and the milliseconds it took. */
  readonly onRecall: (answer: RecallAnswer, request: RecallRequest, milliseconds: number) => void;
}

/** The recall engine behind the API's endpoints. */
export function engineService({ engine, ofAlias, onRecall }: EngineServiceOptions): EngineService {
  const answerBy = (asked: RecallEngine, request: RecallRequest, requestId: string): RecallAnswer => {
    if (engine.readEvents === undefined) refuseUnbuilt(request);
    const began = performance.now();
    const found = translated(() => asked.recall(request, requestId));
    const answer = { ...found, items: rounded(found.items) };
    onRecall(answer, request, performance.now() - began);
    return answer;
  };
  const recall = (request: RecallRequest, requestId: string): RecallAnswer | Promise<RecallAnswer> => {
    const { alias } = request;
    if (alias === undefined) return answerBy(engine, request, requestId);
    if (ofAlias === undefined) throw notBuilt('alias', 'recalls of another alias');
    return ofAlias(alias).then((asked) => answerBy(asked, request, requestId), failTranslated);
  };
  return {
    recall: (request, { requestId }) => recall(request, requestId),
    async recallBatch({ requests }, { requestId }) {
      const answers: RecallAnswer[] = [];
      for (const [i, request] of requests.entries()) {
        // Each has an id of its own, which events can name.
        answers.push(await at(`requests.${i}`, () => recall(request, `${requestId}-${i}`)));
        await setImmediate();
      }
      return { answers };
    },
    similar({ itemId, k }) {
      const found = translated(() => engine.similar(itemId, k));
      return { ...found, items: rounded(found.items) };
    },
    user: ({ userId }) => translated(() => engine.user(userId)),
    users: ({ query, limit }) => translated(() => ({ users: engine.users(query, limit) })),
    putItem({ itemId, attributes }) {
      if (engine.putItem === undefined) throw notBuilt(undefined, 'items that are put');
      translated(() => engine.putItem?.(itemId, attributes));
      return { itemId };
    },
    deleteItem({ itemId }) {
      if (engine.removeItem === undefined) throw notBuilt(undefined, 'items that are deleted');
      return { itemId, removed: translated(() => engine.removeItem?.(itemId)) ?? false };
    },
    putUser({ userId, features }) {
      if (engine.putUser === undefined) throw notBuilt(undefined, 'profiles that are put');
      translated(() => engine.putUser?.(userId, features));
      return { userId };
    },
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

/** What an engine that follows nothing between two bundles would leave out without a word. */
function refuseUnbuilt({ explain, perCategory, diversity }: RecallRequest): void {
  if (explain) throw notBuilt('explain', 'explained scores');
  if (perCategory !== undefined) throw notBuilt('perCategory', 'caps of categories');
  if (diversity !== undefined) throw notBuilt('diversity', 'diverse answers');
}

function notBuilt(field: string | undefined, what: string): ApiError {
  const place = field === undefined ? '' : `${field}: `;
  return new ApiError('NOT_IMPLEMENTED', `${place}this server has no ${what} yet`, { field });
}

/** Does something of the engine's; what it says is said in the API's codes. */
export function translated<T>(answer: () => T): T {
  try {
    return answer();
  } catch (error) {
    return failTranslated(error);
  }
}

function failTranslated(error: unknown): never {
  if (!(error instanceof ServingError)) throw error;
  throw new ApiError(error.code, error.message, { field: error.field, cause: error });
}

async function at<T>(place: string, answer: () => T | Promise<T>): Promise<T> {
  try {
    return await answer();
  } catch (error) {
    if (!(error instanceof ApiError) || error.field === undefined) throw error;
    throw new ApiError(error.code, `${place}.${error.message}`, {
      field: `${place}.${error.field}`,
      cause: error,
    });
  }
}
