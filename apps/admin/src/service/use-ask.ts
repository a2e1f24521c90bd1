import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { EndpointName, InputOf, OutputOf } from '@twotower/api';
import { ask } from './service.ts';

export interface AskOptions {
  /** False: not yet. */
  readonly enabled?: boolean;
  /** Milliseconds after which it is asked again. */
  readonly every?: number;
  /** Shows the answer to the question before until the next is there. */
  readonly keep?: boolean;
}

/** What the server answers to a query of the API's table, kept by name and input. */
export function useAsk<Name extends EndpointName>(
  name: Name,
  input: InputOf<Name>,
  { enabled, every, keep = false }: AskOptions = {},
): UseQueryResult<OutputOf<Name>> {
  return useQuery<OutputOf<Name>>({
    queryKey: [name, input],
    queryFn: ({ signal }) => ask(name, input, signal),
    enabled,
    refetchInterval: every,
    ...(keep && { placeholderData: keepPreviousData }),
  });
}
