import { ColorSwatch, Group, Text } from '@mantine/core';

export interface LegendEntry {
  name: string;
  /** A theme colour with its shade, `teal.5`. */
  color: string;
}

/** Names of a chart's series in the order given; unlike a chart's own it wraps on narrow screens. */
export function Legend({ entries }: { entries: readonly LegendEntry[] }) {
  return (
    <Group gap="4px 14px" mb="sm">
      {entries.map(({ name, color }) => (
        <Group key={name} gap={6} wrap="nowrap">
          <ColorSwatch
            size={10}
            withShadow={false}
            color={`var(--mantine-color-${color.replace('.', '-')})`}
          />
          <Text size="xs">{name}</Text>
        </Group>
      ))}
    </Group>
  );
}
