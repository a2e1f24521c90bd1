import {
  Badge,
  Box,
  CopyButton,
  Group,
  Paper,
  SimpleGrid,
  Text,
  Title,
  Tooltip,
  UnstyledButton,
} from '@mantine/core';
import { formatAge, formatCount } from '../format.ts';
import type { Overview } from '../service/shapes.ts';

/** What answers requests right now. */
export function ServedPanel({ service, report }: Pick<Overview, 'service' | 'report'>) {
  const now = Date.now();
  const facts: [label: string, value: string][] = [
    ['Items', formatCount(service.items)],
    ['Users', formatCount(service.users)],
    ['Training events', formatCount(report.protocol.trainEvents)],
    ['Dimensions', formatCount(service.dim)],
    ['Index', service.indexKind],
    ['Delta', `#${service.deltaSequence}`],
  ];
  return (
    <Paper
      component="section"
      aria-label="Served"
      withBorder
      className="surface"
      p={{ base: 'sm', sm: 'lg' }}
      radius="lg"
    >
      <Group justify="space-between" align="flex-start" gap="xs">
        <Box style={{ flex: '1 1 0', minWidth: 0 }}>
          <Title order={1} fz={24} lineClamp={2} style={{ overflowWrap: 'anywhere' }} title={service.name}>
            {service.name}
          </Title>
          <Group gap={6} mt={2}>
            <Text size="sm" c="dimmed">
              serving bundle
            </Text>
            <BundleId id={service.bundleId} />
          </Group>
        </Box>
        <Group gap={6}>
          <Tooltip label={new Date(service.createdAt).toLocaleString()}>
            <Badge variant="light" color="teal" size="lg" tt="none" fw={550}>
              made {formatAge(now - new Date(service.createdAt).getTime())} ago
            </Badge>
          </Tooltip>
          <Tooltip label={new Date(service.startedAt).toLocaleString()}>
            <Badge variant="light" color="gray" size="lg" tt="none" fw={550}>
              up {formatAge(now - new Date(service.startedAt).getTime())}
            </Badge>
          </Tooltip>
        </Group>
      </Group>
      <SimpleGrid component="dl" cols={{ base: 2, xs: 3, md: 6 }} spacing="md" mt="lg" mb={0}>
        {facts.map(([label, value]) => (
          <Box key={label}>
            <Text component="dt" size="xs" c="dimmed">
              {label}
            </Text>
            <Text component="dd" m={0} fz={22} fw={650} lh={1.25}>
              {value}
            </Text>
          </Box>
        ))}
      </SimpleGrid>
    </Paper>
  );
}

function BundleId({ id }: { id: string }) {
  return (
    <CopyButton value={id}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? 'copied' : 'copy'}>
          <UnstyledButton onClick={copy} aria-label={`Copy bundle id ${id}`}>
            <Text component="span" ff="monospace" size="sm" data-testid="overview-bundle-id">
              {id}
            </Text>
          </UnstyledButton>
        </Tooltip>
      )}
    </CopyButton>
  );
}
