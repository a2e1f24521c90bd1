import { Group, Text } from '@mantine/core';
import { StatusBadge } from '../runs/status-badge.tsx';
import { useAsk } from '../service/use-ask.ts';
import { BundleLink } from '../shell/bundle-link.tsx';
import { Empty } from '../shell/empty.tsx';
import { Loaded } from '../shell/loaded.tsx';
import { Panel } from '../shell/panel.tsx';
import { When } from '../shell/when.tsx';
import { updateEvents } from './update-events.ts';

const shown = 60;

/** Bundles and the deltas of what is served in the order in which they were made. */
export function TimelinePanel() {
  const bundles = useAsk('bundles', undefined, { every: 30_000 });
  const overview = useAsk('overview', undefined);
  const served = overview.data?.service.bundleId;
  const bundle = useAsk(
    'bundle',
    { bundleId: served ?? '' },
    { enabled: served !== undefined, every: 15_000, keep: true },
  );
  return (
    <Panel title="Timeline" note="Bundles, and the deltas of the one that is served; the newest first">
      <Loaded query={bundles} what="the timeline" height={240}>
        {(data) => {
          const events = updateEvents(data.bundles, bundle.data).slice(0, shown);
          if (events.length === 0) return <Empty>Nothing was made yet.</Empty>;
          return (
            <ol className="item-list" aria-label="Timeline">
              {events.map((event) => (
                <li key={event.key} data-testid="update">
                  <Group gap="xs" px={8} py={5} w="100%" justify="space-between">
                    <Group gap="xs">
                      <StatusBadge status={event.kind} />
                      <Text size="sm" component="span">
                        <BundleLink id={event.bundleId} /> {event.text}
                      </Text>
                    </Group>
                    <Text size="xs" className="quiet" component="span">
                      <When at={event.at} />
                    </Text>
                  </Group>
                </li>
              ))}
            </ol>
          );
        }}
      </Loaded>
    </Panel>
  );
}
