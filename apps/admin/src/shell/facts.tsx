import { Box, SimpleGrid, Text } from '@mantine/core';
import type { ReactNode } from 'react';

/** Short figures with their names. */
export function Facts({ facts }: { facts: readonly (readonly [label: string, value: ReactNode])[] }) {
  return (
    <SimpleGrid component="dl" cols={{ base: 2, xs: 3, md: 6 }} spacing="sm" my={0}>
      {facts.map(([label, value]) => (
        <Box key={label}>
          <Text component="dt" size="xs" className="quiet">
            {label}
          </Text>
          <Text component="dd" m={0} fz="lg" fw={650} lh={1.3} style={{ overflowWrap: 'anywhere' }}>
            {value}
          </Text>
        </Box>
      ))}
    </SimpleGrid>
  );
}
