import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { ask } from '../service/service.ts';
import type { RunSummary } from './run-rows.ts';

const page = 500;
/** Runs beyond these are not looked at. */
const most = 20_000;

/** Every run, page after page: what has come already can be worked with. */
export function useAllRuns() {
  const query = useInfiniteQuery({
    queryKey: ['runs', 'all'],
    queryFn: ({ pageParam, signal }) =>
      ask('runs', { limit: page, ...(pageParam !== '' && { before: pageParam }) }, signal),
    initialPageParam: '',
    getNextPageParam: ({ runs }, pages) =>
      runs.length < page || pages.length * page >= most ? undefined : runs[runs.length - 1].id,
    select: ({ pages }): RunSummary[] => pages.flatMap(({ runs }) => runs),
    refetchInterval: (state) =>
      state.state.data?.pages.some(({ runs }) => runs.some(({ status }) => status === 'running'))
        ? 5_000
        : false,
  });
  const { hasNextPage, isFetching, isError, fetchNextPage } = query;
  useEffect(() => {
    if (hasNextPage && !isFetching && !isError) void fetchNextPage();
  }, [hasNextPage, isFetching, isError, fetchNextPage]);
  return query;
}
