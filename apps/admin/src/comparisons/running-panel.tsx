import { Alert, Button, Table, Text } from '@mantine/core';
import type { ComparisonView } from '@twotower/api';
import { useState } from 'react';
import { Whiskers } from '../charts/whiskers.tsx';
import { formatCount, formatShare } from '../format.ts';
import { useChange } from '../service/use-change.ts';
import { useMay } from '../service/use-may.ts';
import { ConfirmDialog } from '../shell/confirm-dialog.tsx';
import { Entries } from '../shell/entries.tsx';
import { Panel } from '../shell/panel.tsx';
import { When } from '../shell/when.tsx';
import { armNames, kindNames, kindNotes, rateNames, rateText, verdictWords } from './comparison-words.ts';

/** The comparison that is running: how many took part, what they say, and the end of it. */
export function RunningPanel({ comparison }: { comparison: ComparisonView }) {
  const { id, kind, treatment, share, startedAt, arms, difference, warning, problem } = comparison;
  const end = useChange('endComparison');
  const mayEnd = useMay('admin');
  const [isEnding, setEnding] = useState(false);
  return (
    <Panel
      title={`${kindNames[kind]}: ${treatment} against what is served`}
      note={
        <>
          Begun <When at={startedAt} />, {formatShare(share)} of the users. {kindNotes[kind]}
        </>
      }
      actions={
        <Button size="compact-sm" variant="default" disabled={!mayEnd} onClick={() => setEnding(true)}>
          End it
        </Button>
      }
    >
      {problem !== undefined && (
        <Alert color="red" mb="sm" title={`${treatment} cannot be asked, so nobody takes part`}>
          {problem}
        </Alert>
      )}
      {warning !== undefined && (
        <Alert color="orange" mb="sm" title="It is not to be trusted">
          {warning}
        </Alert>
      )}
      <Text fw={600} mb="xs" data-testid="verdict">
        {verdictWords(comparison)}
      </Text>
      {difference && (
        <>
          <Whiskers
            label="Difference"
            rows={[{ name: 'How much better', difference: difference.estimate, ...difference }]}
          />
          <Text size="xs" className="quiet" mb="sm">
            The bounds hold however often one looks, so it may be ended as soon as they leave zero out.
          </Text>
        </>
      )}
      {arms.length > 0 && (
        <Entries
          label="Who took part"
          minWidth={420}
          heads={[
            'Answered by',
            { right: 'Users' },
            { right: 'Requests' },
            { right: 'That count' },
            { right: rateNames[kind] },
          ]}
        >
          {arms.map(({ arm, users, requests, counted, rate }) => (
            <Table.Tr key={arm} data-testid="arm">
              <Table.Td>{armNames[arm]}</Table.Td>
              <Table.Td ta="right">{formatCount(users)}</Table.Td>
              <Table.Td ta="right">{formatCount(requests)}</Table.Td>
              <Table.Td ta="right">{formatCount(counted)}</Table.Td>
              <Table.Td ta="right">{rateText(kind, rate)}</Table.Td>
            </Table.Tr>
          ))}
        </Entries>
      )}
      <ConfirmDialog
        opened={isEnding}
        title="End the comparison"
        act="End it"
        asksWhy={false}
        change={end}
        onClose={() => setEnding(false)}
        onConfirm={(_, close) => end.mutate({ id }, { onSuccess: close })}
      >
        Everybody is answered by what is served again. What came of it is kept; a comparison cannot be gone on
        with.
      </ConfirmDialog>
    </Panel>
  );
}
