import { Tooltip } from '@mantine/core';
import { formatAge } from '../format.ts';

/** How long ago something was, and when for who points at it. */
export function When({ at }: { at: string | number }) {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return <>–</>;
  return (
    <Tooltip label={date.toLocaleString()}>
      <time dateTime={date.toISOString()}>{formatAge(Date.now() - date.getTime())} ago</time>
    </Tooltip>
  );
}
