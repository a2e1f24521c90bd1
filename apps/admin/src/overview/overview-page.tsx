import { Badge, SimpleGrid } from '@mantine/core';
import { useAsk } from '../service/use-ask.ts';
import { Loaded } from '../shell/loaded.tsx';
import { Page } from '../shell/page.tsx';
import { When } from '../shell/when.tsx';
import { concerns } from './attention.ts';
import { AttentionPanel } from './attention-panel.tsx';
import { DecisionsPanel } from './decisions-panel.tsx';
import { QualityPanel } from './quality-panel.tsx';
import { ServedPanel } from './served-panel.tsx';
import { TrafficPanel } from './traffic-panel.tsx';

/** What needs attention, what is served, how good it is, what it does. */
export default function OverviewPage() {
  const overview = useAsk('overview', undefined, { every: 30_000 });
  const traffic = useAsk('traffic', undefined, { every: 10_000 });
  const name = overview.data?.service.name;
  return (
    <Page
      title={name ?? 'Overview'}
      note={
        overview.data && (
          <>
            this server was started <When at={overview.data.service.startedAt} />
          </>
        )
      }
      actions={
        overview.data && (
          <Badge variant="light" color="teal" tt="none">
            serving
          </Badge>
        )
      }
    >
      <Loaded query={overview} what="the overview" height={480}>
        {(data) => (
          <>
            <AttentionPanel concerns={concerns(data, traffic.data, Date.now())} />
            <ServedPanel service={data.service} report={data.report} />
            <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md" verticalSpacing="md">
              <TrafficPanel query={traffic} />
              <DecisionsPanel />
            </SimpleGrid>
            <QualityPanel report={data.report} />
          </>
        )}
      </Loaded>
    </Page>
  );
}
