import { Skeleton, Stack, Text } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { Problem } from './problem.tsx';

export interface LoadedProps<T> {
  readonly query: UseQueryResult<T>;
  /** What is being loaded, as in `the runs`. */
  readonly what: string;
  /** Height of the place that is kept for it. */
  readonly height?: number;
  readonly children: (data: T) => ReactNode;
}

/** What a query answered; until then that it is waited for, and where it fails why. What was there before stays while it is asked for again. */
export function Loaded<T>({ query, what, height = 240, children }: LoadedProps<T>) {
  const { data, error, refetch } = query;
  const [failure, setFailure] = useState(error);
  // A query that is asked anew has no error meanwhile; what was shown of it stays until there is an answer.
  if (error && error !== failure) setFailure(error);
  if (data !== undefined) return children(data);
  if (failure && query.errorUpdateCount > 0)
    return <Problem error={failure} onRetry={() => void refetch()} />;
  return <Waiting what={what} height={height} />;
}

/** Milliseconds after which a person wonders. */
const slow = 4_000;

export function Waiting({ what, height }: { what: string; height: number }) {
  const [isSlow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), slow);
    return () => clearTimeout(timer);
  }, []);
  return (
    <Stack gap="xs" role="status" aria-busy="true" aria-label={`Loading ${what}`}>
      <Skeleton h={height} radius="md" />
      {isSlow && (
        <Text size="sm" className="quiet">
          Still waiting for {what}: the server is busy or far away.
        </Text>
      )}
    </Stack>
  );
}
