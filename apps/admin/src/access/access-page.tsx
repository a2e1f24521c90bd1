import { Badge, Button, Group, Table } from '@mantine/core';
import { useState } from 'react';
import { ConfirmDialog } from '../registry/confirm-dialog.tsx';
import { useAsk } from '../service/use-ask.ts';
import { useChange } from '../service/use-change.ts';
import { Empty } from '../shell/empty.tsx';
import { Loaded } from '../shell/loaded.tsx';
import { Page } from '../shell/page.tsx';
import { Panel } from '../shell/panel.tsx';
import { When } from '../shell/when.tsx';
import { Wide } from '../shell/wide.tsx';
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
  const close = () => {
    revoke.reset();
    setRevoking(undefined);
  };
  return (
    <Panel title="Keys">
      <Loaded query={keys} what="the keys" height={120}>
        {(data) =>
          data.keys.length === 0 ? (
            <Empty>
              There is none, so everybody on this machine may do everything, and nobody else anything.
            </Empty>
          ) : (
            <Wide label="Entries" minWidth={480}>
              <Table fz="sm" verticalSpacing={6}>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>Key</Table.Th>
                    <Table.Th>Name</Table.Th>
                    <Table.Th>For</Table.Th>
                    <Table.Th>Made</Table.Th>
                    <Table.Th aria-label="Actions" />
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
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
                </Table.Tbody>
              </Table>
            </Wide>
          )
        }
      </Loaded>
      <ConfirmDialog
        opened={revoking !== undefined}
        title="Revoke a key"
        act="Revoke"
        danger
        isPending={revoke.isPending}
        error={revoke.error}
        onClose={close}
        onConfirm={() => {
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
            <Wide label="Entries" minWidth={520}>
              <Table fz="sm" verticalSpacing={4}>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>When</Table.Th>
                    <Table.Th>By</Table.Th>
                    <Table.Th>What</Table.Th>
                    <Table.Th>To what, and why</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {entries.map((entry) => (
                    <Table.Tr
                      key={`${entry.at} ${entry.requestId ?? entry.target}`}
                      data-testid="audit-entry"
                    >
                      <Table.Td>
                        <When at={entry.at} />
                      </Table.Td>
                      <Table.Td className="mono">{entry.by}</Table.Td>
                      <Table.Td>{entry.act}</Table.Td>
                      <Table.Td style={{ overflowWrap: 'anywhere' }}>{entry.target}</Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Wide>
          )
        }
      </Loaded>
    </Panel>
  );
}
