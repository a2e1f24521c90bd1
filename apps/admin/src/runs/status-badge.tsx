import { Badge } from '@mantine/core';

const colors: Readonly<Record<string, string>> = {
  running: 'tower',
  finished: 'teal',
  failed: 'red',
  interrupted: 'orange',
  waiting: 'gray',
  cancelled: 'orange',
  done: 'teal',
};

/** How a run or a job stands. */
export function StatusBadge({ status }: { status: string }) {
  return (
    <Badge size="sm" variant="light" color={colors[status] ?? 'gray'} tt="none">
      {status}
    </Badge>
  );
}
