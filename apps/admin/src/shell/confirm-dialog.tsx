import { Alert, Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import type { UseMutationResult } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';

export interface ConfirmDialogProps {
  readonly opened: boolean;
  readonly title: string;
  /** What the button says that does it. */
  readonly act: string;
  readonly danger?: boolean;
  /** Whether a reason is asked for, which the change keeps. Default true. */
  readonly asksWhy?: boolean;
  /** What it changes by. */
  readonly change: Pick<UseMutationResult, 'isPending' | 'error' | 'reset'>;
  /** Makes the change, and closes the dialog once it is made. */
  readonly onConfirm: (reason: string, close: () => void) => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Asks before something is changed that others see, and for the reason where that stays on record. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { opened, title, act, danger = false, asksWhy = true, change, onConfirm, onClose, children } = props;
  const { isPending, error, reset } = change;
  const [reason, setReason] = useState('');
  const close = () => {
    setReason('');
    reset();
    onClose();
  };
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={title}
      centered
      transitionProps={{ duration: 0 }}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onConfirm(reason, close);
        }}
      >
        <Stack gap="sm">
          <Text size="sm" component="div" style={{ overflowWrap: 'anywhere' }}>
            {children}
          </Text>
          {asksWhy && (
            <Textarea
              label="Why"
              placeholder="kept in the audit log"
              value={reason}
              maxLength={500}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
          )}
          {error && (
            <Alert color="red" title="It could not be done">
              {error.message}
            </Alert>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              Leave it
            </Button>
            <Button type="submit" color={danger ? 'red.8' : undefined} loading={isPending}>
              {act}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
