import {
  ApiError,
  type Caller,
  type Endpoint,
  type EndpointName,
  endpoints,
  type RecallService,
} from '@twotower/api';
import type { Audit } from '@twotower/store';
import type { WorkQueue } from '../work-queue.ts';
import { auditTarget } from './audit-target.ts';
import { storeFault } from './store-fault.ts';

export interface Guards {
  readonly queue: WorkQueue;
  readonly audit: Pick<Audit, 'record'>;
  /** Told why the store failed, which callers are not. */
  readonly onStoreFault: (error: unknown, requestId: string) => void;
}

type AnyHandler = (input: unknown, caller: Caller) => unknown;

/** The service with what is asked before each call, over REST and tRPC alike: whether the key is for it, and whether there is room. */
export function guardedService(
  service: RecallService,
  { queue, audit, onStoreFault }: Guards,
): RecallService {
  const guarded = (Object.entries(endpoints) as [EndpointName, Endpoint][]).map(([name, endpoint]) => {
    const handler = service[name] as AnyHandler;
    const target = auditTarget[name] as ((input: unknown, output: unknown) => string) | undefined;
    const answer: AnyHandler = async (input, caller) => {
      requireScope(endpoint, caller);
      const output = await queue.run(() => handler(input, caller));
      if (target !== undefined) {
        const by = caller.keyId ?? 'loopback';
        await audit.record({ by, act: name, target: target(input, output), requestId: caller.requestId });
      }
      return output;
    };
    const call: AnyHandler = async (input, caller) => {
      try {
        return await answer(input, caller);
      } catch (error) {
        const fault = storeFault(error);
        if (fault === undefined) throw error;
        onStoreFault(error, caller.requestId);
        throw fault;
      }
    };
    return [name, call];
  });
  return Object.fromEntries(guarded) as RecallService;
}

function requireScope({ scope }: Endpoint, { scopes }: Caller): void {
  if (scope === undefined || scopes === undefined || scopes.includes(scope) || scopes.includes('admin'))
    return;
  throw new ApiError('FORBIDDEN', `the key is for ${scopes.join(', ')}; this needs one for ${scope}`);
}
