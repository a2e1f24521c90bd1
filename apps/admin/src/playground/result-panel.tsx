import { ActionIcon, Alert, Badge, Box, Group, Loader, Text, Tooltip } from '@mantine/core';
import { itemTitle } from '../attributes.ts';
import { formatLatency } from '../format.ts';
import type { Timed } from '../service/service.ts';
import type { ItemCard, RecallAnswer, RecallRequest } from '../service/shapes.ts';
import { Panel } from '../shell/panel.tsx';
import { Problem } from '../shell/problem.tsx';
import { ItemRow } from './item-row.tsx';
import { bestScore, scoreShare } from './score-share.ts';
import { SkeletonRows } from './skeleton-rows.tsx';

const sources: Readonly<Record<RecallAnswer['source'], { color: string; label: string; note: string }>> = {
  model: { color: 'tower', label: 'model', note: 'The user tower encoded this user.' },
  features: {
    color: 'teal',
    label: 'features',
    note: 'The user is unknown; the profile stood in for the id.',
  },
  session: { color: 'cyan', label: 'session', note: 'The user tower encoded the given history.' },
  popularity: {
    color: 'orange',
    label: 'popularity',
    note: 'Nothing is known about who asks: the most popular items.',
  },
};

export interface ResultPanelProps {
  request: RecallRequest | undefined;
  answer: Timed<RecallAnswer> | undefined;
  loading: boolean;
  error: unknown;
  /** Ids of the items in the history beside. */
  seen: ReadonlySet<string>;
  onOpen(item: ItemCard): void;
  onRetry(): void;
  /** Puts an item into the session; absent where there is none. */
  onAdd?: (item: ItemCard) => void;
}

export function ResultPanel(props: ResultPanelProps) {
  const { request, answer, loading } = props;
  const source = request && answer && sources[answer.answer.source];
  return (
    <Panel
      title="Recommendations"
      note={source ? source.note : 'What the recall stage hands to the rankers.'}
      actions={
        <Group gap={6} mih={26} role="status">
          {loading && <Loader size="xs" aria-label="Loading recommendations" />}
          {source && answer && (
            <>
              <Badge variant="light" color={source.color} tt="none" data-testid="recall-source">
                {source.label}
              </Badge>
              <Tooltip label="round trip as this browser saw it">
                <Badge variant="light" color="gray" tt="none" data-testid="recall-latency">
                  {formatLatency(answer.milliseconds)}
                </Badge>
              </Tooltip>
            </>
          )}
        </Group>
      }
    >
      <Results {...props} />
    </Panel>
  );
}

function Results({ request, answer, error, seen, onOpen, onRetry, onAdd }: ResultPanelProps) {
  if (!request) {
    return (
      <Text c="dimmed">
        Pick a user above, or switch to an anonymous session and build a history by hand.
      </Text>
    );
  }
  if (error) return <Problem error={error} onRetry={onRetry} />;
  if (!answer) return <SkeletonRows rows={8} />;
  const { items } = answer.answer;
  if (items.length === 0) {
    return (
      <Alert color="gray" title="No item passes">
        Nothing in the catalogue matches the filter
        {request.excludeSeen ? ' once seen items are left out' : ''}.
      </Alert>
    );
  }
  const best = bestScore(items);
  return (
    <>
      {items.length < request.k && (
        <Text size="sm" c="dimmed" mb="xs">
          {items.length} of {request.k}: no more items match.
        </Text>
      )}
      <Box component="ol" className="item-list" aria-label="Recommendations">
        {items.map((item, i) => (
          <li key={item.itemId} data-testid="recommendation" data-item-id={item.itemId}>
            <ItemRow
              item={item}
              rank={i + 1}
              score={{ value: item.score, share: scoreShare(item.score, best) }}
              seen={seen.has(item.itemId)}
              onOpen={() => onOpen(item)}
            />
            {onAdd && (
              <ActionIcon
                variant="light"
                ml={4}
                aria-label={`Add ${itemTitle(item.itemId, item.attributes)} to the session`}
                disabled={seen.has(item.itemId)}
                onClick={() => onAdd(item)}
              >
                +
              </ActionIcon>
            )}
          </li>
        ))}
      </Box>
    </>
  );
}
