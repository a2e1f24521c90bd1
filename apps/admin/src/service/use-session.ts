import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { OutputOf } from '@twotower/api';
import { AdminError } from './error.ts';
import { ask } from './service.ts';

export type Session = OutputOf<'session'>;

/**
 * Who looks; null for somebody who has to sign in first. That is an answer and no failure, so that what shows it stays as it is
 * while it is asked for again.
 */
export function useSession(): UseQueryResult<Session | null> {
  return useQuery<Session | null>({
    queryKey: ['session'],
    queryFn: async ({ signal }) => {
      try {
        return await ask('session', undefined, signal);
      } catch (error) {
        if (error instanceof AdminError && error.kind === 'unauthorised') return null;
        throw error;
      }
    },
  });
}
