import { Badge, Box, Group, ScrollArea, Stack, Text } from '@mantine/core';
import { formatAge, formatMetric } from '../format.ts';
import type { BundleSummary } from '../service/shapes.ts';
import { Panel } from '../shell/panel.tsx';

const aliasColors: Readonly<Record<string, string>> = {
  champion: 'tower',
  candidate: 'orange',
  shadow: 'gray',
};

/** Every bundle of the store, as the server lists them. */
export function BundlesPanel({ bundles, served }: { bundles: readonly BundleSummary[]; served: string }) {
  return (
    <Panel title="Bundles" note={`${bundles.length} in the store`}>
      <ScrollArea.Autosize mah={300} type="auto" offsetScrollbars>
        <Stack component="ul" gap={0} className="item-list">
          {bundles.map((bundle) => (
            <Box component="li" key={bundle.id} px={8} py={10} data-testid="bundle">
              <Box style={{ flex: 1, minWidth: 0 }}>
                <Group gap={6}>
                  <Text ff="monospace" size="sm" fw={bundle.id === served ? 700 : undefined}>
                    {bundle.id}
                  </Text>
                  {bundle.aliases.map((alias) => (
                    <Badge
                      key={alias}
                      size="sm"
                      variant="light"
                      color={aliasColors[alias] ?? 'gray'}
                      tt="none"
                    >
                      {alias}
                    </Badge>
                  ))}
                  {bundle.broken !== undefined && (
                    <Badge size="sm" variant="light" color="red" tt="none" title={bundle.broken}>
                      broken
                    </Badge>
                  )}
                </Group>
                <Text size="xs" c="dimmed">
                  {bundle.kind}, {formatAge(Date.now() - new Date(bundle.createdAt).getTime())} ago
                </Text>
              </Box>
              <Headline metrics={bundle.metrics} />
            </Box>
          ))}
        </Stack>
      </ScrollArea.Autosize>
    </Panel>
  );
}

function Headline({ metrics = {} }: Pick<BundleSummary, 'metrics'>) {
  const name = ['recall@20', ...Object.keys(metrics)].find((candidate) => metrics[candidate] !== undefined);
  if (!name) return null;
  return (
    <Box ta="right" pl="sm">
      <Text size="sm" fw={600}>
        {formatMetric(metrics[name])}
      </Text>
      <Text size="xs" c="dimmed">
        {name}
      </Text>
    </Box>
  );
}
