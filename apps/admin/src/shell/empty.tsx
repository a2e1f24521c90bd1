import { Text } from '@mantine/core';
import type { ReactNode } from 'react';

/** That there is nothing, and how something would come to be there. */
export function Empty({ children }: { children: ReactNode }) {
  return (
    <Text className="quiet" size="sm" py="sm" data-testid="empty">
      {children}
    </Text>
  );
}
