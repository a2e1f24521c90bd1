import { Button, Table } from '@mantine/core';
import type { OutputOf } from '@twotower/api';
import { useState } from 'react';
import { useAsk } from '../service/use-ask.ts';
import { useMay } from '../service/use-may.ts';
import { BundleLink } from '../shell/bundle-link.tsx';
import { Empty } from '../shell/empty.tsx';
import { Entries } from '../shell/entries.tsx';
import { Loaded } from '../shell/loaded.tsx';
import { Panel } from '../shell/panel.tsx';
import { When } from '../shell/when.tsx';
import { AliasBadges } from './alias-badges.tsx';
import { RollbackDialog } from './rollback-dialog.tsx';

type Alias = OutputOf<'aliases'>['aliases'][number];

/** What names point at, and the way back of each. */
export function AliasesPanel() {
  const aliases = useAsk('aliases', undefined, { every: 30_000 });
  const mayRollBack = useMay('admin');
  const [rolling, setRolling] = useState<Alias>();
  return (
    <Panel title="Aliases">
      <Loaded query={aliases} what="the aliases" height={100}>
        {(data) =>
          data.aliases.length === 0 ? (
            <Empty>No name points at a bundle: promote one below.</Empty>
          ) : (
            <Entries
              label="Aliases"
              minWidth={560}
              heads={['Alias', 'Points at', 'Since', 'Before', { unseen: 'Actions' }]}
            >
              {data.aliases.map((alias) => {
                const before = earlier(alias);
                return (
                  <Table.Tr key={alias.name} data-testid="alias" data-alias={alias.name}>
                    <Table.Td>
                      <AliasBadges aliases={[alias.name]} />
                    </Table.Td>
                    <Table.Td data-testid="alias-target">
                      <BundleLink id={alias.bundleId} />
                      {alias.deltaSequence > 0 && `, delta ${alias.deltaSequence}`}
                    </Table.Td>
                    <Table.Td>
                      <When at={alias.setAt} />
                    </Table.Td>
                    <Table.Td>{before ? <BundleLink id={before.bundleId} /> : '–'}</Table.Td>
                    <Table.Td ta="right">
                      <Button
                        size="compact-xs"
                        variant="default"
                        disabled={!mayRollBack || before === undefined}
                        onClick={() => setRolling(alias)}
                      >
                        Roll back
                      </Button>
                    </Table.Td>
                  </Table.Tr>
                );
              })}
            </Entries>
          )
        }
      </Loaded>
      <RollbackDialog
        alias={rolling?.name}
        to={rolling && earlier(rolling)?.bundleId}
        onClose={() => setRolling(undefined)}
      />
    </Panel>
  );
}

/** The last target of another bundle that was not taken back. */
function earlier({ bundleId, history }: Alias): Alias['history'][number] | undefined {
  return history.find((target) => target.rolledBackAt === undefined && target.bundleId !== bundleId);
}
