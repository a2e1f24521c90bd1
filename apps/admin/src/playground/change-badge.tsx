import { Badge } from '@mantine/core';
import type { RankChange } from './rank-changes.ts';

/** Where an item stands in the list beside. */
export function ChangeBadge({ change }: { change: RankChange | undefined }) {
  if (change === undefined || change.kind === 'same') return null;
  const [color, text] =
    change.kind === 'only-here'
      ? (['orange', 'only here'] as const)
      : change.by > 0
        ? (['teal', `↑ ${change.by}`] as const)
        : (['grape', `↓ ${-change.by}`] as const);
  return (
    <Badge size="xs" variant="light" color={color} tt="none" style={{ flex: 'none' }}>
      {text}
    </Badge>
  );
}
