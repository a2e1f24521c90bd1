import { Alert, Button, Group, Table, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { OutputOf } from '@twotower/api';
import { formatCount } from '../format.ts';
import { StatusBadge } from '../runs/status-badge.tsx';
import { useAsk } from '../service/use-ask.ts';
import { useChange } from '../service/use-change.ts';
import { useMay } from '../service/use-may.ts';
import { BundleLink } from '../shell/bundle-link.tsx';
import { Empty } from '../shell/empty.tsx';
import { Entries } from '../shell/entries.tsx';
import { Loaded } from '../shell/loaded.tsx';
import { Panel } from '../shell/panel.tsx';
import { When } from '../shell/when.tsx';
import { jobNames } from './job-names.ts';

type Job = OutputOf<'jobs'>['jobs'][number];

/** What a daemon does and did, what it shall do now, and what shall stop. */
export function JobsPanel() {
  const jobs = useAsk('jobs', { limit: 50 }, { every: 3_000 });
  const create = useChange('createJob');
  const cancel = useChange('cancelJob');
  const mayAsk = useMay('admin');
  const error = create.error ?? cancel.error;
  return (
    <Panel
      title="Jobs"
      note="Done by a daemon: twotower daemon"
      actions={
        <Group gap="xs">
          {(['update', 'full', 'prune'] as const).map((kind) => (
            <Button
              key={kind}
              size="compact-sm"
              variant={kind === 'update' ? 'light' : 'default'}
              disabled={!mayAsk}
              loading={create.isPending && create.variables.kind === kind}
              onClick={() => create.mutate({ kind })}
            >
              {jobNames[kind]} now
            </Button>
          ))}
        </Group>
      }
    >
      {error && (
        <Alert color="red" mb="sm" title="It could not be done">
          {error.message}
        </Alert>
      )}
      <Loaded query={jobs} what="the jobs" height={160}>
        {(data) =>
          data.jobs.length === 0 ? (
            <Empty>
              No job yet. <code>twotower daemon</code> updates by the clock, and does what is asked for here.
            </Empty>
          ) : (
            <Entries
              label="Jobs"
              minWidth={640}
              maxHeight={420}
              heads={['Job', 'State', 'Asked', 'What came of it', { unseen: 'Actions' }]}
            >
              {data.jobs.map((job) => (
                <Table.Tr key={job.id} data-testid="job" data-job-state={job.state}>
                  <Table.Td>{jobNames[job.kind]}</Table.Td>
                  <Table.Td>
                    <StatusBadge
                      status={job.cancelAsked && job.state === 'running' ? 'stopping' : job.state}
                    />
                  </Table.Td>
                  <Table.Td>
                    <When at={job.createdAt} /> by {job.askedBy}
                  </Table.Td>
                  <Table.Td style={{ overflowWrap: 'anywhere' }}>
                    <Outcome job={job} />
                  </Table.Td>
                  <Table.Td ta="right">
                    {(job.state === 'waiting' || job.state === 'running') && (
                      <Button
                        size="compact-xs"
                        variant="default"
                        disabled={!mayAsk || job.cancelAsked}
                        onClick={() => cancel.mutate({ id: job.id })}
                      >
                        Cancel
                      </Button>
                    )}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Entries>
          )
        }
      </Loaded>
    </Panel>
  );
}

function Outcome({ job: { result, gate, error, progress, state, attempts, mostAttempts } }: { job: Job }) {
  if (result === undefined) {
    return (
      <>
        {progress ?? (state === 'waiting' ? 'not begun' : '')}
        {error !== undefined && (
          <Text size="xs" className="bad">
            attempt {attempts} of {mostAttempts}: {error}
          </Text>
        )}
      </>
    );
  }
  switch (result.kind) {
    case 'nothing-new':
      return 'nothing new in the log';
    case 'delta':
      return (
        <>
          delta {result.deltaSequence} on <BundleLink id={result.bundleId} />: {formatCount(result.positives)}{' '}
          positives, {formatCount(result.rows)} rows
        </>
      );
    case 'accepted':
    case 'rejected':
      return (
        <>
          {result.kind === 'accepted' ? 'accepted' : 'rejected, it stays'} <BundleLink id={result.bundleId} />
          ,{' '}
          <Link className="link" to="/runs/$runId" params={{ runId: result.runId }}>
            the run
          </Link>
          {gate && <Text size="xs">{gate.reason}</Text>}
        </>
      );
    case 'pruned':
      return `${formatCount(result.bundles.length)} bundles and ${formatCount(result.events)} events went`;
  }
}
