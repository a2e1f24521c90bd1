import { Button, Table } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { formatCount } from '../format.ts';
import { useAsk } from '../service/use-ask.ts';
import { Empty } from '../shell/empty.tsx';
import { Entries } from '../shell/entries.tsx';
import { Loaded } from '../shell/loaded.tsx';
import { Panel } from '../shell/panel.tsx';

export interface PickedPanelProps {
  readonly itemIds: readonly string[];
  /** Marks an item and those nearest to it. */
  readonly onNear: (itemIds: readonly string[]) => void;
}

/** So many of what was picked are named. */
const most = 50;

/** What was picked on the map; of one item those nearest to it. */
export function PickedPanel({ itemIds, onNear }: PickedPanelProps) {
  if (itemIds.length === 0) {
    return (
      <Panel title="Picked">
        <Empty>Click an item on the map, or draw around some.</Empty>
      </Panel>
    );
  }
  if (itemIds.length === 1) return <NearPanel itemId={itemIds[0]} onNear={onNear} />;
  return (
    <Panel title={`${formatCount(itemIds.length)} picked`}>
      <Entries label="Picked items" minWidth={240} maxHeight={420} heads={['Item']} dense>
        {itemIds.slice(0, most).map((itemId) => (
          <Table.Tr key={itemId} data-testid="picked">
            <Table.Td>
              <ItemLink itemId={itemId} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Entries>
      {itemIds.length > most && <Empty>And {formatCount(itemIds.length - most)} more.</Empty>}
    </Panel>
  );
}

function NearPanel({ itemId, onNear }: { itemId: string; onNear: PickedPanelProps['onNear'] }) {
  const query = useAsk('similar', { itemId, k: 20 });
  return (
    <Panel
      title={itemId}
      note={
        <>
          The items nearest to <ItemLink itemId={itemId} />, by the cosine of the whole vectors
        </>
      }
      actions={
        <Button
          size="compact-sm"
          variant="default"
          disabled={query.data === undefined}
          onClick={() => onNear([itemId, ...(query.data?.items ?? []).map((near) => near.itemId)])}
        >
          Show them on the map
        </Button>
      }
    >
      <Loaded query={query} what="the nearest items" height={160}>
        {({ items }) => (
          <Entries
            label="Nearest items"
            minWidth={320}
            maxHeight={420}
            heads={['Item', 'What it is', { right: 'Cosine' }]}
            dense
          >
            {items.map((near) => (
              <Table.Tr key={near.itemId} data-testid="picked">
                <Table.Td>
                  <ItemLink itemId={near.itemId} />
                </Table.Td>
                <Table.Td style={{ overflowWrap: 'anywhere' }}>
                  {Object.values(near.attributes ?? {})
                    .slice(0, 2)
                    .map(String)
                    .join(' · ')}
                </Table.Td>
                <Table.Td ta="right">{near.score.toFixed(4)}</Table.Td>
              </Table.Tr>
            ))}
          </Entries>
        )}
      </Loaded>
    </Panel>
  );
}

function ItemLink({ itemId }: { itemId: string }) {
  return (
    <Link className="link" to="/items/$itemId" params={{ itemId }}>
      {itemId}
    </Link>
  );
}
