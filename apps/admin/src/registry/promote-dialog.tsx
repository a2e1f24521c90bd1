import { Autocomplete } from '@mantine/core';
import { useState } from 'react';
import { useAsk } from '../service/use-ask.ts';
import { useChange } from '../service/use-change.ts';
import { ConfirmDialog } from '../shell/confirm-dialog.tsx';

export interface PromoteDialogProps {
  /** Absent: closed. */
  readonly bundleId: string | undefined;
  readonly onClose: () => void;
}

/** Points a name at a bundle, once somebody has said that it shall. */
export function PromoteDialog({ bundleId, onClose }: PromoteDialogProps) {
  const [alias, setAlias] = useState('champion');
  const aliases = useAsk('aliases', undefined);
  const change = useChange('promote');
  const present = aliases.data?.aliases.find(({ name }) => name === alias);
  return (
    <ConfirmDialog
      opened={bundleId !== undefined}
      title="Promote"
      act="Promote"
      change={change}
      onClose={onClose}
      onConfirm={(reason, close) => {
        if (bundleId !== undefined) change.mutate({ bundleId, alias, reason }, { onSuccess: close });
      }}
    >
      <p style={{ marginTop: 0 }}>
        <code>{alias}</code> will point at <code>{bundleId}</code>
        {present ? (
          <>
            {' '}
            in the place of <code>{present.bundleId}</code>
          </>
        ) : (
          ', for the first time'
        )}
        . {alias === 'champion' && 'Everybody who asks is answered by it from then on.'}
      </p>
      <Autocomplete
        label="Alias"
        value={alias}
        onChange={setAlias}
        data={[
          ...new Set([
            'champion',
            'candidate',
            'shadow',
            ...(aliases.data?.aliases ?? []).map(({ name }) => name),
          ]),
        ]}
      />
    </ConfirmDialog>
  );
}
