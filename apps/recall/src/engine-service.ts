import { setImmediate } from 'node:timers/promises';
import { ApiError, type BundleSummary, type RecallService } from '@twotower/api';
import { type RecallEngine, ServingError } from '@twotower/serving';
import { listBundles, type Store } from '@twotower/store';

export interface ServiceOptions {
  readonly engine: RecallEngine;
  readonly store: Store;
  readonly startedAt: Date;
  readonly onRecall?: (source: string) => void;
}

/** The recall engine behind the API's procedures. */
export function engineService({ engine, store, startedAt, onRecall }: ServiceOptions): RecallService {
  const recall: RecallService['recall'] = (request, { requestId }) =>
    translated(() => {
      const answer = engine.recall(request, requestId);
      onRecall?.(answer.source);
      return answer;
    });
  return {
    recall,
    async recallBatch({ requests }, caller) {
      const answers = [];
      for (const [i, request] of requests.entries()) {
        answers.push(await at(`requests.${i}`, () => recall(request, caller)));
        await setImmediate();
      }
      return { answers };
    },
    similar: ({ itemId, k }) => translated(() => engine.similar(itemId, k)),
    user: ({ userId }) => translated(() => engine.user(userId)),
    users: ({ query, limit }) => translated(() => ({ users: engine.users(query, limit) })),
    async overview() {
      const { report, ...info } = translated(() => engine.info());
      return {
        service: { ...info, startedAt: startedAt.toISOString() },
        report,
        bundles: await bundleSummaries(store),
      };
    },
    bundles: async () => ({ bundles: await bundleSummaries(store) }),
  };
}

async function bundleSummaries(store: Store): Promise<BundleSummary[]> {
  const listings = await listBundles(store);
  return listings.map(({ id, createdAt, kind, aliases, metrics, broken }) => ({
    id,
    createdAt,
    kind,
    aliases: [...aliases],
    metrics,
    broken,
  }));
}

function translated<T>(answer: () => T): T {
  try {
    return answer();
  } catch (error) {
    if (!(error instanceof ServingError)) throw error;
    throw new ApiError(error.code, error.message, { field: error.field, cause: error });
  }
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
