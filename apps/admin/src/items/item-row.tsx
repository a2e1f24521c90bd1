import { Badge, Box, Group, Progress, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { attributeBadges, itemTitle, titleField } from '../attributes.ts';
import type { ItemCard } from '../service/shapes.ts';

export interface ItemRowProps {
  readonly item: ItemCard;
  /** Position in a ranking, from 1. */
  readonly rank?: number;
  /** The score and its share of the best score of the list, in [0, 1]. */
  readonly score?: { readonly value: number; readonly share: number };
  /** Stand behind the title. */
  readonly marks?: ReactNode;
}

const badgesShown = 4;

/** An item as a person reads it: title, a few attributes, and where it was ranked, its score. */
export function ItemRow({ item, rank, score, marks }: ItemRowProps) {
  const title = itemTitle(item.itemId, item.attributes);
  const badges = attributeBadges(item.attributes, badgesShown);
  return (
    <Group wrap="nowrap" align="flex-start" gap="sm">
      {rank !== undefined && (
        <Text className="rank quiet" size="sm" lh={1.55}>
          {rank}
        </Text>
      )}
      <Box style={{ flex: 1, minWidth: 0 }}>
        <Group gap={8} wrap="nowrap">
          <Text size="sm" fw={600} truncate title={title} data-testid="item-title">
            {title}
          </Text>
          {titleField(item.attributes) !== undefined && (
            <Text size="xs" className="quiet mono" truncate maw={180} style={{ flex: 'none' }}>
              {item.itemId}
            </Text>
          )}
          {marks}
        </Group>
        {badges.shown.length > 0 && (
          <Text size="xs" className="quiet" truncate>
            {badges.shown.map((badge, i) => (
              <span key={badge.key} title={badge.hover}>
                {i > 0 && ' · '}
                {badge.text}
              </span>
            ))}
            {badges.more > 0 && ` · +${badges.more}`}
          </Text>
        )}
      </Box>
      {score && (
        <Box w={64} style={{ flex: 'none' }}>
          <Text size="sm" ta="right" fw={600} lh={1.55}>
            {formatScore(score.value)}
          </Text>
          <Progress value={score.share * 100} size={4} mt={2} aria-label={`Score of ${title}`} />
        </Box>
      )}
    </Group>
  );
}

/** That an item stands in the history beside. */
export function SeenBadge() {
  return (
    <Badge size="xs" variant="light" color="orange" tt="none" style={{ flex: 'none' }}>
      seen
    </Badge>
  );
}

export function formatScore(value: number): string {
  return Math.abs(value) >= 10 ? Math.round(value).toLocaleString('en-US') : value.toFixed(3);
}
