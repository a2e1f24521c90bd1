import { Badge, Button, Group, SimpleGrid, Table } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import type { OutputOf } from '@twotower/api';
import { useState } from 'react';
import { formatAge, formatBytes, formatCount } from '../format.ts';
import { QualityPanel } from '../overview/quality-panel.tsx';
import { ConfigPanel } from '../runs/config-panel.tsx';
import { CurvePanel } from '../runs/curve-panel.tsx';
import { useAsk } from '../service/use-ask.ts';
import { useMay } from '../service/use-may.ts';
import { BundleLink } from '../shell/bundle-link.tsx';
import { Empty } from '../shell/empty.tsx';
import { Entries } from '../shell/entries.tsx';
import { Facts } from '../shell/facts.tsx';
import { Loaded } from '../shell/loaded.tsx';
import { Page } from '../shell/page.tsx';
import { Panel } from '../shell/panel.tsx';
import { When } from '../shell/when.tsx';
import { AliasBadges } from './alias-badges.tsx';
import { GatePanel } from './gate-panel.tsx';
import { PromoteDialog } from './promote-dialog.tsx';

const route = getRouteApi('/registry/$bundleId');

/** One bundle: where it comes from, what came on it since, what the gate said, how good it is. */
export default function BundlePage() {
  const { bundleId } = route.useParams();
  const query = useAsk('bundle', { bundleId });
  const mayPromote = useMay('admin');
  const [promoting, setPromoting] = useState(false);
  return (
    <Page
      title={bundleId}
      note={query.data && <AliasBadges aliases={query.data.aliases} />}
      actions={
        <Button
          size="compact-sm"
          disabled={!mayPromote || query.data === undefined || query.data.broken !== undefined}
          onClick={() => setPromoting(true)}
        >
          Promote
        </Button>
      }
    >
      <Loaded query={query} what="the bundle" height={420}>
        {(bundle) => (
          <>
            <Panel
              title="Lineage"
              note={
                bundle.parent === undefined ? (
                  'Trained from the start'
                ) : (
                  <>
                    Went on from <BundleLink id={bundle.parent} />
                  </>
                )
              }
            >
              {bundle.broken !== undefined && <Badge color="red.8">broken: {bundle.broken}</Badge>}
              <Facts facts={factsOf(bundle)} />
            </Panel>
            {bundle.report?.gate && <GatePanel gate={bundle.report.gate} />}
            <DeltasPanel bundle={bundle} />
            {bundle.report && <QualityPanel report={bundle.report} />}
            <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md" verticalSpacing="md">
              {bundle.report && <CurvePanel curve={bundle.report.curve} timing={bundle.report.timing} />}
              {bundle.config !== undefined && <ConfigPanel config={bundle.config} />}
            </SimpleGrid>
          </>
        )}
      </Loaded>
      <PromoteDialog bundleId={promoting ? bundleId : undefined} onClose={() => setPromoting(false)} />
    </Page>
  );
}

type Bundle = OutputOf<'bundle'>;

function factsOf({ kind, createdAt, newestEvent, items, users, dim, seed, bytes }: Bundle) {
  return [
    ['Kind', kind === 'full' ? 'full update' : kind],
    ['Made', <When key="made" at={createdAt} />],
    ['Newest event', newestEvent === undefined ? '–' : `${formatAge(Date.now() - newestEvent)} ago`],
    ['Items', items === undefined ? '–' : formatCount(items)],
    ['Users', users === undefined ? '–' : formatCount(users)],
    ['Dimensions', dim ?? '–'],
    ['Seed', seed ?? '–'],
    ['Size', bytes === undefined ? '–' : formatBytes(bytes)],
  ] as const;
}

function DeltasPanel({ bundle: { deltas, deltaCount } }: { bundle: Bundle }) {
  return (
    <Panel
      title="Deltas"
      note={deltaCount > deltas.length && `The newest ${deltas.length} of ${formatCount(deltaCount)}`}
    >
      {deltas.length === 0 ? (
        <Empty>
          None: <code>twotower update</code> publishes one when there are new events.
        </Empty>
      ) : (
        <Entries
          label="Deltas"
          minWidth={560}
          maxHeight={360}
          heads={[
            'Delta',
            'Made',
            'Learnt events up to',
            { right: 'Users' },
            { right: 'Items' },
            { right: 'Vectors' },
            { right: 'Size' },
          ]}
          dense
        >
          {deltas.map((delta) => (
            <Table.Tr key={delta.sequence} data-testid="delta">
              <Table.Td>
                <Group gap={6}>
                  {delta.sequence}
                  {delta.broken !== undefined && (
                    <Badge size="sm" color="red.8" tt="none" title={delta.broken}>
                      broken
                    </Badge>
                  )}
                </Group>
              </Table.Td>
              <Table.Td>{delta.createdAt ? <When at={delta.createdAt} /> : '–'}</Table.Td>
              <Table.Td>{delta.watermark === undefined ? '–' : <When at={delta.watermark} />}</Table.Td>
              {['users', 'items', 'vectors'].map((rows) => (
                <Table.Td key={rows} ta="right">
                  {formatCount(delta.rows?.[rows] ?? 0)}
                </Table.Td>
              ))}
              <Table.Td ta="right">{delta.bytes === undefined ? '–' : formatBytes(delta.bytes)}</Table.Td>
            </Table.Tr>
          ))}
        </Entries>
      )}
    </Panel>
  );
}
