import { Table } from '@mantine/core';
import { Wide, type WideProps } from './wide.tsx';

/** A column's name: of words, of figures that stand at the right, or for who does not see it, as of buttons. */
export type Head = string | { readonly right: string } | { readonly unseen: string };

export interface EntriesProps extends WideProps {
  readonly heads: readonly Head[];
  /** Rows close to each other. */
  readonly dense?: boolean;
  /** Rows that lead somewhere. */
  readonly lead?: boolean;
}

/** Entries as a table; its children are the rows. */
export function Entries({ heads, dense = false, lead = false, children, ...wide }: EntriesProps) {
  return (
    <Wide {...wide}>
      <Table fz="sm" verticalSpacing={dense ? 4 : 6} highlightOnHover={lead}>
        <Table.Thead>
          <Table.Tr>
            {heads.map((head) => (
              <HeadCell key={JSON.stringify(head)} head={head} />
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>{children}</Table.Tbody>
      </Table>
    </Wide>
  );
}

function HeadCell({ head }: { head: Head }) {
  if (typeof head === 'string') return <Table.Th>{head}</Table.Th>;
  return 'right' in head ? (
    <Table.Th ta="right">{head.right}</Table.Th>
  ) : (
    <Table.Th aria-label={head.unseen} />
  );
}
