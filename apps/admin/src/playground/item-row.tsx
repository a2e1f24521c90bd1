import { Badge, Box, Group, Progress, Text, UnstyledButton } from '@mantine/core';
import { attributeBadges, itemTitle, titleField } from '../attributes.ts';
import type { ItemCard } from '../service/shapes.ts';

export interface ItemRowProps {
  item: ItemCard;
  /** Position in a ranking, from 1. */
  rank?: number;
  /** The score and its share of the best score of the list, in [0, 1]. */
  score?: { value: number; share: number };
  seen?: boolean;
  onOpen?: () => void;
}

const badgesShown = 6;

/** An item as a person reads it: title, attributes, and where it was ranked, its score. */
export function ItemRow({ item, rank, score, seen, onOpen }: ItemRowProps) {
  const title = itemTitle(item.itemId, item.attributes);
  const badges = attributeBadges(item.attributes, badgesShown);
  const content = (
    <Group wrap="nowrap" align="flex-start" gap="sm">
      {rank !== undefined && (
        <Text className="rank" size="sm" c="dimmed" lh={1.55}>
          {rank}
        </Text>
      )}
      <Box style={{ flex: 1, minWidth: 0 }}>
        <Group gap={8} wrap="nowrap">
          <Text size="sm" fw={600} truncate title={title} data-testid="item-title">
            {title}
          </Text>
          {titleField(item.attributes) !== undefined && (
            <Text size="xs" c="dimmed" ff="monospace" style={{ flex: 'none' }}>
              {item.itemId}
            </Text>
          )}
          {seen && (
            <Badge size="xs" variant="light" color="orange" tt="none" style={{ flex: 'none' }}>
              seen
            </Badge>
          )}
        </Group>
        {badges.shown.length > 0 && (
          <Group gap={4} mt={4}>
            {badges.shown.map((badge) => (
              <Badge
                key={badge.key}
                size="sm"
                variant="default"
                fw={450}
                tt="none"
                title={badge.hover}
                maw={200}
              >
                {badge.text}
              </Badge>
            ))}
            {badges.more > 0 && (
              <Text size="xs" c="dimmed">
                +{badges.more}
              </Text>
            )}
          </Group>
        )}
      </Box>
      {score && (
        <Box w={{ base: 64, sm: 96 }} style={{ flex: 'none' }}>
          <Text size="sm" ta="right" fw={600} lh={1.55}>
            {formatScore(score.value)}
          </Text>
          <Progress value={score.share * 100} size={5} mt={4} aria-label={`Score of ${title}`} />
        </Box>
      )}
    </Group>
  );
  if (!onOpen) return <Box className="item-row">{content}</Box>;
  return (
    <UnstyledButton className="item-row" onClick={onOpen} aria-label={`Items similar to ${title}`}>
      {content}
    </UnstyledButton>
  );
}

function formatScore(value: number): string {
  return Math.abs(value) >= 10 ? Math.round(value).toLocaleString('en-US') : value.toFixed(3);
}
