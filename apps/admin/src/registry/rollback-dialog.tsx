import { useChange } from '../service/use-change.ts';
import { ConfirmDialog } from '../shell/confirm-dialog.tsx';

export interface RollbackDialogProps {
  /** Absent: closed. */
  readonly alias: string | undefined;
  readonly to: string | undefined;
  readonly onClose: () => void;
}

/** Points a name back at the bundle before, once somebody has said that it shall. */
export function RollbackDialog({ alias, to, onClose }: RollbackDialogProps) {
  const change = useChange('rollback');
  return (
    <ConfirmDialog
      opened={alias !== undefined}
      title="Roll back"
      act="Roll back"
      danger
      change={change}
      onClose={onClose}
      onConfirm={(reason, close) => {
        if (alias !== undefined) change.mutate({ alias, bundleId: to, reason }, { onSuccess: close });
      }}
    >
      <code>{alias}</code> will point back at <code>{to}</code>, with the deltas it had then. What came since
      is in histories and the prior at once, and learnt by the next incremental update.
    </ConfirmDialog>
  );
}
