import { createTRPCUntypedClient, httpLink } from '@trpc/client';
import {
  type Endpoint,
  type EndpointName,
  endpoints,
  type InputOf,
  type OutputOf,
  type RecallRouter,
} from '@twotower/api';
import { attempts, type RetryOptions } from './attempts.ts';
import { clientError } from './error.ts';
import { isRepeatable } from './repeatable.ts';

export interface RecallClientOptions extends RetryOptions {
  /** Where the server listens, as in `http://127.0.0.1:7700`. */
  readonly url: string;
  /** API key, sent as a bearer token. */
  readonly key?: string;
  /** Ends a call that takes longer, retries included, in milliseconds; default 30000. */
  readonly timeout?: number;
}

export interface CallOptions {
  /** Ends the call early. */
  readonly signal?: AbortSignal;
  /** In the place of the client's. */
  readonly timeout?: number;
}

type Call<Input, Output> =
  Record<never, never> extends Input
    ? (input?: Input, options?: CallOptions) => Promise<Output>
    : Input extends undefined
      ? (input?: undefined, options?: CallOptions) => Promise<Output>
      : (input: Input, options?: CallOptions) => Promise<Output>;

/** Every endpoint of the server by its name in the API's table. Each call throws a `RecallClientError`. */
export type RecallClient = { readonly [Name in EndpointName]: Call<InputOf<Name>, OutputOf<Name>> };

/** A client for browsers and Node; it holds nothing open. */
export function createRecallClient({
  url,
  key,
  timeout = 30_000,
  ...retry
}: RecallClientOptions): RecallClient {
  const trpc = createTRPCUntypedClient<RecallRouter>({
    links: [
      httpLink({
        url: `${url.replace(/\/+$/, '')}/trpc`,
        methodOverride: 'POST',
        headers: key === undefined ? {} : { authorization: `Bearer ${key}` },
      }),
    ],
  });
  const call =
    (name: string, endpoint: Endpoint) =>
    async (input?: unknown, options: CallOptions = {}): Promise<unknown> => {
      const limit = AbortSignal.timeout(options.timeout ?? timeout);
      const signal = options.signal === undefined ? limit : AbortSignal.any([options.signal, limit]);
      const ask = async (): Promise<unknown> => {
        try {
          return await trpc[endpoint.kind](name, input, { signal });
        } catch (cause) {
          throw clientError(cause, { url, limit, given: options.signal });
        }
      };
      return isRepeatable(endpoint, input) ? attempts(ask, signal, retry) : ask();
    };
  const calls = Object.entries(endpoints).map(([name, endpoint]) => [name, call(name, endpoint)]);
  return Object.fromEntries(calls) as RecallClient;
}
