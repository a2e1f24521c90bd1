import { Table } from '@mantine/core';
import type { ReactNode } from 'react';

export interface Bar {
  readonly key: string;
  readonly name: ReactNode;
  readonly value: number;
  readonly text: string;
  readonly tone?: 'rival' | 'warn';
}

/** Amounts below each other, each with its name and figure. */
export function Bars({
  label,
  bars,
  of,
  testId,
}: {
  label: string;
  bars: readonly Bar[];
  of?: number;
  testId?: string;
}) {
  const most = of ?? Math.max(0, ...bars.map(({ value }) => value));
  return (
    <Table
      data-testid={testId}
      aria-label={label}
      verticalSpacing={4}
      withRowBorders={false}
      fz="sm"
      layout="fixed"
    >
      <Table.Tbody>
        {bars.map(({ key, name, value, text, tone }) => (
          <Table.Tr key={key}>
            <Table.Td w="38%" px={0} style={{ overflowWrap: 'anywhere' }}>
              {name}
            </Table.Td>
            <Table.Td style={{ verticalAlign: 'middle' }}>
              <span className={`bar ${tone ?? ''}`} style={{ '--share': most === 0 ? 0 : value / most }} />
            </Table.Td>
            <Table.Td w={84} px={0} ta="right">
              {text}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
