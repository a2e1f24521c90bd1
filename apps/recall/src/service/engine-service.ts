import { setImmediate } from 'node:timers/promises';
import {
  ApiError,
  type RecallAnswer,
  type RecallRequest,
  type RecallService,
  type ScoredItem,
} from '@twotower/api';
import { type ScoredItem as FoundItem, type RecallEngine, ServingError } from '@twotower/serving';
import { roundedScore } from '../json/rounded-score.ts';

/** The endpoints that the engine alone answers. */
export type EngineService = Pick<
  RecallService,
  'recall' | 'recallBatch' | 'similar' | 'user' | 'users' | 'putItem' | 'deleteItem' | 'putUser'
>;

/** Told of every recall, and the milliseconds it took. */
export type RecallObserver = (answer: RecallAnswer, request: RecallRequest, milliseconds: number) => void;

/** The recall engine behind the API's endpoints. */
export function engineService(engine: RecallEngine, onRecall: RecallObserver): EngineService {
  const recall = (request: RecallRequest, requestId: string): RecallAnswer => {
    if (request.alias !== undefined) throw notBuilt('alias', 'recalls of another alias');
    if (request.explain) throw notBuilt('explain', 'explained scores');
    const began = performance.now();
    const found = translated(() => engine.recall(request, requestId));
    const answer = { ...found, items: rounded(found.items) };
    onRecall(answer, request, performance.now() - began);
    return answer;
  };
  return {
    recall: (request, { requestId }) => recall(request, requestId),
    async recallBatch({ requests }, { requestId }) {
      const answers: RecallAnswer[] = [];
      for (const [i, request] of requests.entries()) {
        // Each has an id of its own, which events can name.
        answers.push(at(`requests.${i}`, () => recall(request, `${requestId}-${i}`)));
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
    putItem: () => {
      throw notBuilt(undefined, 'items that are put');
    },
    deleteItem: () => {
      throw notBuilt(undefined, 'items that are deleted');
    },
    putUser: () => {
      throw notBuilt(undefined, 'profiles that are put');
    },
  };
}

/** With scores as they are answered, whichever way. */
function rounded(items: readonly FoundItem[]): ScoredItem[] {
  return items.map(({ itemId, score, attributes }) => ({ itemId, score: roundedScore(score), attributes }));
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
    if (!(error instanceof ServingError)) throw error;
    throw new ApiError(error.code, error.message, { field: error.field, cause: error });
  }
}

function at<T>(place: string, answer: () => T): T {
  try {
    return answer();
  } catch (error) {
    if (!(error instanceof ApiError) || error.field === undefined) throw error;
    throw new ApiError(error.code, `${place}.${error.message}`, {
      field: `${place}.${error.field}`,
      cause: error,
    });
  }
}
