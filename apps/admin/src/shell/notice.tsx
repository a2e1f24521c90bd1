import { Paper, Stack } from '@mantine/core';
import type { ReactNode } from 'react';

export interface NoticeProps {
  /** Whether something went wrong. */
  readonly isProblem?: boolean;
  readonly children: ReactNode;
}

/** What stands in the middle of a screen because there is nothing else to show. */
export function Notice({ isProblem = false, children }: NoticeProps) {
  return (
    <Paper
      {...(isProblem && { role: 'alert', 'data-testid': 'problem' })}
      withBorder
      className="surface"
      p="lg"
      maw={680}
      w="100%"
      mx="auto"
      my="md"
    >
      <Stack gap="sm">{children}</Stack>
    </Paper>
  );
}
