import { Group, Text, Tooltip } from '@mantine/core';

export interface Column {
  readonly key: string | number;
  readonly value: number;
  /** What it is, with its figure, for who points at it. */
  readonly hover: string;
}

/** Amounts side by side as columns of one height's share, and what the first and the last is. */
export function Columns({
  label,
  columns,
  ends,
}: {
  label: string;
  columns: readonly Column[];
  ends?: readonly [string, string];
}) {
  const most = Math.max(1, ...columns.map(({ value }) => value));
  return (
    <figure style={{ margin: 0 }} aria-label={label}>
      <div className="columns">
        {columns.map(({ key, value, hover }) => (
          <Tooltip key={key} label={hover}>
            <span style={{ '--share': value / most }} />
          </Tooltip>
        ))}
      </div>
      {ends && (
        <Group justify="space-between" mt={4}>
          {ends.map((end, i) => (
            <Text key={i === 0 ? 'first' : 'last'} size="xs" className="quiet">
              {end}
            </Text>
          ))}
        </Group>
      )}
    </figure>
  );
}
