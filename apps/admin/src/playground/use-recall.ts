import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { ask } from '../service/service.ts';
import type { RecallAnswer, RecallRequest } from '../service/shapes.ts';

export interface TimedAnswer {
  readonly answer: RecallAnswer;
  /** Round trip as the browser saw it. */
  readonly milliseconds: number;
}

/** A recall with what made each score. */
export function useRecall(request: RecallRequest | undefined): UseQueryResult<TimedAnswer> {
  return useQuery({
    queryKey: ['recall', request],
    async queryFn({ signal }) {
      const began = performance.now();
      const answer = await ask('recall', { k: 1, ...request, explain: true }, signal);
      return { answer, milliseconds: performance.now() - began };
    },
    enabled: request !== undefined,
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
}
