import { Badge, Button, Group, Table } from '@mantine/core';
import { useState } from 'react';
import { useAsk } from '../service/use-ask.ts';
import { useChange } from '../service/use-change.ts';
import { ConfirmDialog } from '../shell/confirm-dialog.tsx';
import { Empty } from '../shell/empty.tsx';
import { Entries } from '../shell/entries.tsx';
import { Loaded } from '../shell/loaded.tsx';
import { Page } from '../shell/page.tsx';
import { Panel } from '../shell/panel.tsx';
import { When } from '../shell/when.tsx';
import { NewKeyPanel } from './new-key-panel.tsx';

/** Who may do what, and who did what. */
export default function AccessPage() {
  return (
    <Page title="Keys and audit" note="Who may do what, and who did what">
      <KeysPanel />
      <NewKeyPanel />
      <AuditPanel />
    </Page>
  );
}

function KeysPanel() {
  const keys = useAsk('keys', undefined);
  const revoke = useChange('revokeKey');
  const [revoking, setRevoking] = useState<string>();
  return (
    <Panel title="Keys">
      <Loaded query={keys} what="the keys" height={120}>
        {(data) =>
          data.keys.length === 0 ? (
            <Empty>
              There is none, so everybody on this machine may do everything, and nobody else anything.
            </Empty>
          ) : (
            <Entries
              label="Entries"
              minWidth={480}
              heads={['Key', 'Name', 'For', 'Made', { unseen: 'Actions' }]}
            >
              {data.keys.map((key) => (
                <Table.Tr key={key.id} data-testid="key">
                  <Table.Td className="mono">{key.id}</Table.Td>
                  <Table.Td style={{ overflowWrap: 'anywhere' }}>{key.name ?? '–'}</Table.Td>
                  <Table.Td>
                    <Group gap={4}>
                      {key.scopes.map((scope) => (
                        <Badge key={scope} size="sm" variant="light" color="gray" tt="none">
                          {scope}
                        </Badge>
                      ))}
                    </Group>
                  </Table.Td>
                  <Table.Td>
                    <When at={key.createdAt} />
                  </Table.Td>
                  <Table.Td ta="right">
                    <Button size="compact-xs" variant="default" onClick={() => setRevoking(key.id)}>
                      Revoke
                    </Button>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Entries>
          )
        }
      </Loaded>
      <ConfirmDialog
        opened={revoking !== undefined}
        title="Revoke a key"
        act="Revoke"
        danger
        asksWhy={false}
        change={revoke}
        onClose={() => setRevoking(undefined)}
        onConfirm={(_, close) => {
          if (revoking !== undefined) revoke.mutate({ id: revoking }, { onSuccess: close });
        }}
      >
        Who uses <code>{revoking}</code> is refused from then on, sessions of browsers too.
      </ConfirmDialog>
    </Panel>
  );
}

function AuditPanel() {
  const audit = useAsk('audit', { limit: 200 });
  return (
    <Panel title="Audit log" note="The newest 200, newest first">
      <Loaded query={audit} what="the audit log" height={240}>
        {({ entries }) =>
          entries.length === 0 ? (
            <Empty>Nothing was changed by hand yet.</Empty>
          ) : (
            <Entries label="Entries" minWidth={520} heads={['When', 'By', 'What', 'To what, and why']} dense>
              {entries.map((entry) => (
                <Table.Tr key={`${entry.at} ${entry.requestId ?? entry.target}`} data-testid="audit-entry">
                  <Table.Td>
                    <When at={entry.at} />
                  </Table.Td>
                  <Table.Td className="mono">{entry.by}</Table.Td>
                  <Table.Td>{entry.act}</Table.Td>
                  <Table.Td style={{ overflowWrap: 'anywhere' }}>{entry.target}</Table.Td>
                </Table.Tr>
              ))}
            </Entries>
          )
        }
      </Loaded>
    </Panel>
  );
}
