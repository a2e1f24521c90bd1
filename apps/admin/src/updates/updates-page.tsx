import { Text } from '@mantine/core';
import { formatAge, formatCount } from '../format.ts';
import { useAsk } from '../service/use-ask.ts';
import { BundleLink } from '../shell/bundle-link.tsx';
import { Facts } from '../shell/facts.tsx';
import { Loaded } from '../shell/loaded.tsx';
import { Page } from '../shell/page.tsx';
import { Panel } from '../shell/panel.tsx';
import { JobsPanel } from './jobs-panel.tsx';
import { TimelinePanel } from './timeline-panel.tsx';

/** How fresh what is served is, what made it so, and what can be done now. */
export default function UpdatesPage() {
  const overview = useAsk('overview', undefined, { every: 15_000 });
  return (
    <Page
      title="Updates"
      note="Full updates make a bundle every night, incremental ones a delta every few minutes"
    >
      <Loaded query={overview} what="what is served" height={120}>
        {({ service }) => (
          <Panel title="Freshness" note={<BundleLink id={service.bundleId} />}>
            <Facts
              facts={[
                ['Bundle age', formatAge(Date.now() - Date.parse(service.createdAt))],
                ['Delta', service.deltaSequence === 0 ? 'none' : service.deltaSequence],
                ['Delta age', service.deltaAge === undefined ? '–' : formatAge(service.deltaAge)],
                [
                  'Newest event learnt',
                  service.watermark === undefined ? '–' : `${formatAge(Date.now() - service.watermark)} ago`,
                ],
                ['Events since the bundle', formatCount(service.liveEvents ?? 0)],
              ]}
            />
            <Text size="xs" className="quiet" mt="xs">
              Events that are not learnt yet are in histories, in what is left out as seen and in the prior
              all the same.
            </Text>
          </Panel>
        )}
      </Loaded>
      <JobsPanel />
      <TimelinePanel />
    </Page>
  );
}
