import { Group, Text } from '@mantine/core';
import type { Legend } from './point-colors.ts';

/** What the colours mean. */
export function LegendList({ entries }: Pick<Legend, 'entries'>) {
  return (
    <Group component="ul" gap="sm" my="xs" p={0} aria-label="Colours">
      {entries.map(({ label, color }) => (
        <Group component="li" key={label} gap={6} wrap="nowrap">
          <span className="swatch" style={{ background: `rgb(${color.join()})` }} />
          <Text span size="xs">
            {label}
          </Text>
        </Group>
      ))}
    </Group>
  );
}
