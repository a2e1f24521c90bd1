import { Table } from '@mantine/core';
import { formatSigned } from '../format.ts';

export interface Whisker {
  readonly name: string;
  readonly difference: number;
  readonly low: number;
  readonly high: number;
}

/** Differences with their intervals over one axis on which 0 is marked. */
export function Whiskers({ label, rows }: { label: string; rows: readonly Whisker[] }) {
  const low = Math.min(0, ...rows.map((row) => row.low));
  const high = Math.max(0, ...rows.map((row) => row.high));
  const margin = (high - low || 1) * 0.05;
  const at = (value: number) => `${((value - low + margin) / (high - low + 2 * margin)) * 100}%`;
  return (
    <Table aria-label={label} verticalSpacing={4} withRowBorders={false} fz="sm" layout="fixed">
      <Table.Tbody>
        {rows.map((row) => (
          <Table.Tr key={row.name} className={sureness(row)}>
            <Table.Td w="32%" px={0} c="var(--mantine-color-text)" style={{ overflowWrap: 'anywhere' }}>
              {row.name}
            </Table.Td>
            <Table.Td style={{ verticalAlign: 'middle' }}>
              <svg className="whisker" aria-hidden="true">
                <line className="zero" x1={at(0)} x2={at(0)} y1="0" y2="18" />
                <line x1={at(row.low)} x2={at(row.high)} y1="9" y2="9" />
                <circle cx={at(row.difference)} cy="9" r="4.5" />
              </svg>
            </Table.Td>
            <Table.Td w={128} px={0} ta="right" lh={1.2}>
              {formatSigned(row.difference)}
              <br />
              <small className="quiet" style={{ whiteSpace: 'nowrap' }}>
                {formatSigned(row.low)} … {formatSigned(row.high)}
              </small>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** Whether an interval lies above zero, below it, or on both sides; a class of the style sheet. */
function sureness({ low, high }: Whisker): 'good' | 'bad' | 'unsure' {
  return low > 0 ? 'good' : high < 0 ? 'bad' : 'unsure';
}
