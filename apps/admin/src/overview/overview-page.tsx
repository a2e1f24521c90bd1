import '@mantine/charts/styles.css';
import { Alert, Grid, List, Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { service } from '../service/service.ts';
import { Problem } from '../shell/problem.tsx';
import { BundlesPanel } from './bundles-panel.tsx';
import { CurvePanel } from './curve-panel.tsx';
import { QualityPanel } from './quality-panel.tsx';
import { ServedPanel } from './served-panel.tsx';

export default function OverviewPage() {
  const { data, error, refetch } = useQuery({
    queryKey: ['overview'],
    queryFn: () => service.overview(),
    refetchInterval: 60_000,
  });
  if (!data) return error ? <Problem error={error} onRetry={() => refetch()} /> : <Waiting />;
  const { warnings } = data.report;
  return (
    <Stack gap="lg">
      <ServedPanel service={data.service} report={data.report} />
      {warnings.length > 0 && (
        <Alert
          styles={{ title: { color: 'var(--mantine-color-text)' } }}
          color="orange"
          variant="light"
          radius="lg"
          title={warnings.length === 1 ? 'A warning' : `${warnings.length} warnings`}
        >
          <List size="sm" spacing={4}>
            {warnings.map((warning) => (
              <List.Item key={warning}>{warning}</List.Item>
            ))}
          </List>
        </Alert>
      )}
      <QualityPanel report={data.report} />
      <Grid gutter="lg">
        <Grid.Col span={{ base: 12, md: 6 }}>
          <CurvePanel report={data.report} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 6 }}>
          <BundlesPanel bundles={data.bundles} served={data.service.bundleId} />
        </Grid.Col>
      </Grid>
    </Stack>
  );
}

function Waiting() {
  return (
    <Stack gap="lg" aria-busy="true" aria-label="Loading the overview">
      <Skeleton h={150} radius="lg" />
      <Skeleton h={420} radius="lg" />
      <Skeleton h={300} radius="lg" />
    </Stack>
  );
}
