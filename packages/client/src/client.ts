import { createTRPCClient, httpLink } from '@trpc/client';
import type {
  BundlesAnswer,
  Overview,
  RecallAnswer,
  RecallBatchAnswer,
  RecallRequestInput,
  RecallRouter,
  SimilarAnswer,
  UserProfile,
  UsersAnswer,
} from '@twotower/api';
import { clientError } from './error.ts';

export interface RecallClientOptions {
  /** Where the server listens, as in `http://127.0.0.1:7700`. */
  readonly url: string;
  /** API key, sent as a bearer token. */
  readonly key?: string;
  /** Ends a call that takes longer, in milliseconds; default 30000. */
  readonly timeout?: number;
}

/** Every procedure of the server. Each call throws a `RecallClientError`. */
export interface RecallClient {
  recall(request: RecallRequestInput): Promise<RecallAnswer>;
  recallBatch(requests: RecallRequestInput[]): Promise<RecallBatchAnswer>;
  similar(itemId: string, k?: number): Promise<SimilarAnswer>;
  user(userId: string): Promise<UserProfile>;
  users(query?: string, limit?: number): Promise<UsersAnswer>;
  overview(): Promise<Overview>;
  bundles(): Promise<BundlesAnswer>;
}

/** A client for browsers and Node; it holds nothing open. */
export function createRecallClient({ url, key, timeout = 30_000 }: RecallClientOptions): RecallClient {
  const trpc = createTRPCClient<RecallRouter>({
    links: [
      httpLink({
        url: `${url.replace(/\/+$/, '')}/trpc`,
        methodOverride: 'POST',
        headers: key === undefined ? {} : { authorization: `Bearer ${key}` },
      }),
    ],
  });
  const answer = async <T>(call: (options: { signal: AbortSignal }) => Promise<T>): Promise<T> => {
    try {
      return await call({ signal: AbortSignal.timeout(timeout) });
    } catch (cause) {
      throw clientError(cause, url);
    }
  };
  return {
    recall: (request) => answer((options) => trpc.recall.query(request, options)),
    recallBatch: (requests) => answer((options) => trpc.recallBatch.query({ requests }, options)),
    similar: (itemId, k) => answer((options) => trpc.similar.query({ itemId, k }, options)),
    user: (userId) => answer((options) => trpc.user.query({ userId }, options)),
    users: (query, limit) => answer((options) => trpc.users.query({ query, limit }, options)),
    overview: () => answer((options) => trpc.overview.query(undefined, options)),
    bundles: () => answer((options) => trpc.bundles.query(undefined, options)),
  };
}
