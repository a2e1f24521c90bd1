import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query';
import type { EndpointName, InputOf, OutputOf } from '@twotower/api';
import { ask } from './service.ts';

/** Changes something by a mutation of the API's table; then whatever is shown is asked for again. */
export function useChange<Name extends EndpointName>(
  name: Name,
): UseMutationResult<OutputOf<Name>, Error, InputOf<Name>> {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (input: InputOf<Name>) => ask(name, input),
    onSuccess: () => queries.invalidateQueries(),
  });
}
