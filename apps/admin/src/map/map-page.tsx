import { Group, NativeSelect, Text, TextInput } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import type { OutputOf } from '@twotower/api';
import { useMemo, useState } from 'react';
import { formatCount, formatShare } from '../format.ts';
import { useAsk } from '../service/use-ask.ts';
import { Loaded } from '../shell/loaded.tsx';
import { Page } from '../shell/page.tsx';
import { Panel } from '../shell/panel.tsx';
import { Cloud } from './cloud.tsx';
import { LegendList } from './legend-list.tsx';
import { PickedPanel } from './picked-panel.tsx';
import { pointColors } from './point-colors.ts';

const route = getRouteApi('/map');

/** Names of what is no column; a column has none of these characters in front. */
const popularity = '';
const movedSince = ':moved';

/** Where the items lie, as the item tower sees them. */
export default function MapPage() {
  const { color = popularity } = route.useSearch();
  const navigate = route.useNavigate();
  const isColumn = color !== popularity && color !== movedSince;
  const query = useAsk('itemMap', { limit: 50_000, ...(isColumn && { column: color }) }, { keep: true });
  return (
    <Page
      title="Map"
      note="Items as the item tower sees them: what lies together is recommended to the same people"
    >
      <Loaded query={query} what="the map" height={560}>
        {(map) => (
          <Items
            map={map}
            color={color}
            onColor={(to) => void navigate({ search: { color: to || undefined }, replace: true })}
          />
        )}
      </Loaded>
    </Page>
  );
}

interface ItemsProps {
  readonly map: OutputOf<'itemMap'>;
  readonly color: string;
  readonly onColor: (color: string) => void;
}

function Items({ map, color, onColor }: ItemsProps) {
  const { itemIds, x, y, positives, moved, values, columns, total, explained } = map;
  const [sought, setSought] = useState('');
  const [picked, setPicked] = useState<readonly number[]>([]);
  const legend = useMemo(() => {
    if (color === popularity) return pointColors(positives);
    if (color === movedSince) return pointColors(moved.map((one) => (one ? 'moved' : null)));
    return pointColors(values ?? []);
  }, [color, positives, moved, values]);
  const found = useMemo(() => {
    const part = sought.trim().toLowerCase();
    if (part === '') return [];
    return itemIds.flatMap((id, point) =>
      id.toLowerCase().includes(part) ||
      String(values?.[point] ?? '')
        .toLowerCase()
        .includes(part)
        ? [point]
        : [],
    );
  }, [sought, itemIds, values]);
  const marked = useMemo(() => [...found, ...picked], [found, picked]);
  const shown =
    itemIds.length < total ? `${formatCount(itemIds.length)} of ${formatCount(total)}` : formatCount(total);
  return (
    <>
      <Panel
        title={`${shown} items`}
        note={`The two directions in which their vectors differ the most: ${formatShare(explained)} of all differences. Drag to move, wheel or + and − to look nearer, 0 for all; click an item, or draw around some with Shift held.`}
        actions={
          <Group gap="xs">
            <NativeSelect
              size="xs"
              aria-label="Colour by"
              value={color}
              data={[
                { value: popularity, label: 'colour: popularity' },
                { value: movedSince, label: 'colour: moved since the bundle' },
                ...columns.map((name) => ({ value: name, label: `colour: ${name}` })),
              ]}
              onChange={(event) => onColor(event.currentTarget.value)}
            />
            <TextInput
              size="xs"
              aria-label="Find on the map"
              placeholder="find by id or colour"
              value={sought}
              onChange={(event) => setSought(event.currentTarget.value)}
            />
          </Group>
        }
      >
        <Cloud
          label="Map of the items"
          x={x}
          y={y}
          colors={legend.colors}
          marked={marked}
          nameOf={(point) => itemIds[point]}
          onPick={setPicked}
        />
        <LegendList entries={legend.entries} />
        {sought.trim() !== '' && (
          <Text size="xs" className="quiet">
            {formatCount(found.length)} found; they are larger.
          </Text>
        )}
      </Panel>
      <PickedPanel
        itemIds={picked.map((point) => itemIds[point])}
        onNear={(ids) => {
          const near = new Set(ids);
          setPicked(itemIds.flatMap((id, point) => (near.has(id) ? [point] : [])));
        }}
      />
    </>
  );
}
