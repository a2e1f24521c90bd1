import { Badge, Button, Group, Table, Text } from '@mantine/core';
import { useState } from 'react';
import { formatMetric } from '../format.ts';
import { mainMetric } from '../quality.ts';
import type { BundleSummary } from '../service/shapes.ts';
import { useAsk } from '../service/use-ask.ts';
import { useMay } from '../service/use-may.ts';
import { BundleLink } from '../shell/bundle-link.tsx';
import { Empty } from '../shell/empty.tsx';
import { Entries } from '../shell/entries.tsx';
import { Loaded } from '../shell/loaded.tsx';
import { Page } from '../shell/page.tsx';
import { Panel } from '../shell/panel.tsx';
import { When } from '../shell/when.tsx';
import { AliasBadges } from './alias-badges.tsx';
import { AliasesPanel } from './aliases-panel.tsx';
import { PromoteDialog } from './promote-dialog.tsx';

/** Every bundle, what names point at, and what changes that. */
export default function RegistryPage() {
  const bundles = useAsk('bundles', undefined, { every: 30_000 });
  return (
    <Page title="Registry" note="Bundles, and the names that point at them">
      <AliasesPanel />
      <Panel title="Bundles" note="Newest first">
        <Loaded query={bundles} what="the bundles" height={320}>
          {(data) =>
            data.bundles.length === 0 ? (
              <Empty>
                There is none: <code>twotower train --promote</code> makes one.
              </Empty>
            ) : (
              <BundleTable bundles={data.bundles} />
            )
          }
        </Loaded>
      </Panel>
    </Page>
  );
}

function BundleTable({ bundles }: { bundles: readonly BundleSummary[] }) {
  const [promoting, setPromoting] = useState<string>();
  const mayPromote = useMay('admin');
  const metric = mainMetric(bundles.map(({ metrics }) => metrics));
  return (
    <>
      <Entries
        label="Bundles"
        minWidth={620}
        heads={['Bundle', 'Kind', 'Made', { right: metric }, 'Aliases', { unseen: 'Actions' }]}
        lead
      >
        {bundles.map((bundle) => (
          <Table.Tr key={bundle.id} data-testid="bundle">
            <Table.Td>
              <BundleLink id={bundle.id} />
              {bundle.broken !== undefined && (
                <Text size="xs" className="bad">
                  {bundle.broken}
                </Text>
              )}
            </Table.Td>
            <Table.Td>
              {bundle.broken === undefined ? (
                bundle.kind
              ) : (
                <Badge variant="light" color="red" tt="none">
                  broken
                </Badge>
              )}
            </Table.Td>
            <Table.Td>
              <When at={bundle.createdAt} />
            </Table.Td>
            <Table.Td ta="right" data-testid="bundle-metric">
              {formatMetric(bundle.metrics[metric])}
            </Table.Td>
            <Table.Td>
              <AliasBadges aliases={bundle.aliases} />
            </Table.Td>
            <Table.Td ta="right">
              <Group justify="flex-end">
                <Button
                  size="compact-xs"
                  variant="light"
                  disabled={!mayPromote || bundle.broken !== undefined}
                  onClick={() => setPromoting(bundle.id)}
                >
                  Promote
                </Button>
              </Group>
            </Table.Td>
          </Table.Tr>
        ))}
      </Entries>
      <PromoteDialog bundleId={promoting} onClose={() => setPromoting(undefined)} />
    </>
  );
}
