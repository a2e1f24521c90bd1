import { Box, Group, Paper, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

export interface PanelProps {
  title: string;
  /** One line under the title: what the figures below are. */
  note?: ReactNode;
  /** Controls at the right of the title. */
  actions?: ReactNode;
  /** Comes behind the panels beside it on a narrow screen. */
  later?: boolean;
  children: ReactNode;
}

/** A titled surface; the unit out of which screens are built. */
export function Panel({ title, note, actions, later = false, children }: PanelProps) {
  return (
    <Paper
      component="section"
      aria-label={title}
      withBorder
      className={later ? 'surface later' : 'surface'}
      p={{ base: 'sm', sm: 'md' }}
    >
      <Box mb="sm">
        <Group justify="space-between" gap="xs" mih={26}>
          <Title order={2} fz="sm">
            {title}
          </Title>
          {actions}
        </Group>
        {note && (
          <Text size="xs" className="quiet" component="div" mt={2}>
            {note}
          </Text>
        )}
      </Box>
      {children}
    </Paper>
  );
}
