import { Badge, Group } from '@mantine/core';

const colors: Readonly<Record<string, string>> = { champion: 'tower', candidate: 'orange', shadow: 'gray' };

/** The names that point at a bundle. */
export function AliasBadges({ aliases }: { aliases: readonly string[] }) {
  return (
    <Group gap={4}>
      {aliases.map((alias) => (
        <Badge key={alias} size="sm" variant="light" color={colors[alias] ?? 'gray'} tt="none">
          {alias}
        </Badge>
      ))}
    </Group>
  );
}
