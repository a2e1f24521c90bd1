import { ActionIcon, Alert, Box, Text, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { itemTitle } from '../attributes.ts';
import { ItemRow, SeenBadge } from '../items/item-row.tsx';
import { bestScore, scoreShare } from '../items/score-share.ts';
import type { ItemCard, RecallRequest, ScoredItem } from '../service/shapes.ts';
import { ChangeBadge } from './change-badge.tsx';
import { Explained } from './explained.tsx';
import type { RankChange } from './rank-changes.ts';

export interface ResultListProps {
  readonly request: RecallRequest;
  readonly items: readonly ScoredItem[];
  readonly history: readonly ItemCard[];
  /** Against the list beside. */
  readonly changes?: ReadonlyMap<string, RankChange>;
  /** Puts an item into the session; absent where there is none. */
  readonly onAdd?: (itemId: string) => void;
}

/** What was recommended, best first; a row unfolds why. */
export function ResultList({ request, items, history, changes, onAdd }: ResultListProps) {
  const [opened, setOpened] = useState<string>();
  const seen = new Set(history.map(({ itemId }) => itemId));
  if (items.length === 0) {
    return (
      <Alert color="gray" title="No item passes" data-testid="empty">
        Nothing in the catalogue matches the filter
        {request.excludeSeen ? ' once seen items are left out' : ''}.
      </Alert>
    );
  }
  const best = bestScore(items);
  return (
    <>
      {items.length < request.k && (
        <Text size="sm" className="quiet" mb="xs">
          {items.length} of {request.k}: no more items match.
        </Text>
      )}
      <ol className="item-list" aria-label="Recommendations">
        {items.map((item, i) => {
          const isOpen = opened === item.itemId;
          const title = itemTitle(item.itemId, item.attributes);
          return (
            <li key={item.itemId} data-testid="recommendation" data-item-id={item.itemId}>
              <Box style={{ flex: 1, minWidth: 0 }}>
                <UnstyledButton
                  className="item-row"
                  w="100%"
                  aria-expanded={isOpen}
                  data-testid="why"
                  onClick={() => setOpened(isOpen ? undefined : item.itemId)}
                >
                  <ItemRow
                    item={item}
                    rank={i + 1}
                    score={{ value: item.score, share: scoreShare(item.score, best) }}
                    marks={
                      <>
                        {seen.has(item.itemId) && <SeenBadge />}
                        <ChangeBadge change={changes?.get(item.itemId)} />
                      </>
                    }
                  />
                </UnstyledButton>
                {isOpen && <Explained item={item} history={history} />}
              </Box>
              {onAdd && (
                <ActionIcon
                  variant="light"
                  ml={4}
                  aria-label={`Add ${title} to the session`}
                  disabled={seen.has(item.itemId)}
                  onClick={() => onAdd(item.itemId)}
                >
                  +
                </ActionIcon>
              )}
            </li>
          );
        })}
      </ol>
    </>
  );
}
