import { Table } from '@mantine/core';
import { Empty } from '../shell/empty.tsx';
import { Wide } from '../shell/wide.tsx';
import { configDifferences } from './config-lines.ts';

/** The settings that are not the same in all configs. */
export function DifferenceTable({
  names,
  configs,
}: {
  names: readonly string[];
  configs: readonly unknown[];
}) {
  const differences = configDifferences(configs);
  if (differences.length === 0) return <Empty>They are set alike.</Empty>;
  return (
    <Wide label="Settings that differ" minWidth={200 + 180 * names.length}>
      <Table fz="sm" verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Setting</Table.Th>
            {names.map((name) => (
              <Table.Th key={name} className="mono">
                {name}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {differences.map(({ key, values }) => (
            <Table.Tr key={key} data-testid="difference">
              <Table.Td className="mono">{key}</Table.Td>
              {names.map((name, i) => (
                <Table.Td key={name} className="mono" style={{ overflowWrap: 'anywhere' }}>
                  {values[i] ?? '–'}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Wide>
  );
}
