import { Box, Drawer, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { itemTitle } from '../attributes.ts';
import { service } from '../service/service.ts';
import type { ItemCard } from '../service/shapes.ts';
import { Problem } from '../shell/problem.tsx';
import { AttributeList } from './attribute-list.tsx';
import { ItemRow } from './item-row.tsx';
import { bestScore, scoreShare } from './score-share.ts';
import { SkeletonRows } from './skeleton-rows.tsx';

export interface SimilarDrawerProps {
  item: ItemCard | undefined;
  onOpen(item: ItemCard): void;
  onClose(): void;
}

/** The nearest items of one item in the item tower's space. */
export function SimilarDrawer({ item, onOpen, onClose }: SimilarDrawerProps) {
  const { data, error, refetch } = useQuery({
    queryKey: ['similar', item?.itemId],
    queryFn: () => service.similar(item?.itemId ?? '', 20),
    enabled: item !== undefined,
  });
  const best = bestScore(data?.items ?? []);
  return (
    <Drawer
      opened={item !== undefined}
      onClose={onClose}
      position="right"
      size="lg"
      title={<Text fw={650}>Similar items</Text>}
      closeButtonProps={{ 'aria-label': 'Close similar items' }}
    >
      {item && (
        <>
          <Box mb="md" style={{ borderBottom: '1px solid var(--mantine-color-default-border)' }}>
            <ItemRow item={item} />
            <AttributeList key={item.itemId} attributes={item.attributes} />
          </Box>
          {error ? (
            <Problem error={error} onRetry={() => refetch()} />
          ) : data ? (
            <Box
              component="ol"
              className="item-list"
              aria-label={`Similar to ${itemTitle(item.itemId, item.attributes)}`}
            >
              {data.items.map((near, i) => (
                <li key={near.itemId} data-testid="similar-item">
                  <ItemRow
                    item={near}
                    rank={i + 1}
                    score={{ value: near.score, share: scoreShare(near.score, best) }}
                    onOpen={() => onOpen(near)}
                  />
                </li>
              ))}
            </Box>
          ) : (
            <SkeletonRows rows={8} />
          )}
        </>
      )}
    </Drawer>
  );
}
