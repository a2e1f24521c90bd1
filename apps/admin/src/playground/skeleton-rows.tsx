import { Skeleton, Stack } from '@mantine/core';

/** Placeholder of a list of items. */
export function SkeletonRows({ rows }: { rows: number }) {
  return (
    <Stack gap="sm" aria-busy="true">
      {Array.from({ length: rows }, (_, row) => row).map((row) => (
        <Skeleton key={row} h={44} />
      ))}
    </Stack>
  );
}
