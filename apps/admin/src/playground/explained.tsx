import { Box, Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { itemTitle } from '../attributes.ts';
import { Bars } from '../charts/bars.tsx';
import { AttributeList } from '../items/attribute-list.tsx';
import type { ItemCard, ScoredItem } from '../service/shapes.ts';

export interface ExplainedProps {
  readonly item: ScoredItem;
  /** Where titles of history items are found. */
  readonly history: readonly ItemCard[];
}

/** Why an item has its rank: what its score is made of, the history items nearest to it, the index against an exact search. */
export function Explained({ item, history }: ExplainedProps) {
  const { explanation } = item;
  const titles = new Map(history.map(({ itemId, attributes }) => [itemId, itemTitle(itemId, attributes)]));
  return (
    <Box px={8} pb="sm" pl={40} data-testid="explanation">
      {explanation && (
        <>
          <Bars
            label="What the score is made of"
            bars={[
              part('cosine', 'cosine with the user', explanation.cosine),
              part('aggregation', 'neighbours (aggregation)', explanation.aggregation),
              part('prior', 'popularity (prior)', explanation.prior),
            ].filter(({ value, key }) => value > 1e-6 || key === 'prior')}
          />
          <Text size="xs" mt={4}>
            {rankText(explanation)}
          </Text>
          {explanation.nearest.length > 0 && (
            <Box mt={6}>
              <Text size="xs" className="quiet">
                Nearest in the history
              </Text>
              <Bars
                label="Nearest in the history"
                of={1}
                bars={explanation.nearest.map(({ itemId, cosine }) => ({
                  key: itemId,
                  name: (
                    <Link className="link" to="/items/$itemId" params={{ itemId }}>
                      {titles.get(itemId) ?? itemId}
                    </Link>
                  ),
                  value: Math.max(0, cosine),
                  text: cosine.toFixed(3),
                }))}
              />
            </Box>
          )}
        </>
      )}
      <Group gap="xs" mt={6}>
        <Link className="link small" to="/items/$itemId" params={{ itemId: item.itemId }}>
          Open the item
        </Link>
      </Group>
      <AttributeList attributes={item.attributes} />
    </Box>
  );
}

function part(key: string, name: string, value: number) {
  return {
    key,
    name,
    value: Math.abs(value),
    text: value.toFixed(3),
    ...(value < 0 && { tone: 'rival' as const }),
  };
}

function rankText({ rank, exactRank }: NonNullable<ScoredItem['explanation']>): string {
  if (exactRank === undefined) return `Rank ${rank}; there is no exact rank to compare it with.`;
  if (exactRank === rank) return `Rank ${rank}, by an exact search too.`;
  return `Rank ${rank} as answered, ${exactRank} by an exact search: the index or what shapes the list moved it.`;
}
