import { Link } from '@tanstack/react-router';
import type { ItemCard } from '../service/shapes.ts';
import { ItemRow, type ItemRowProps } from './item-row.tsx';

/** A row that leads to its item. */
export function ItemLink({ item, ...rest }: ItemRowProps & { item: ItemCard }) {
  return (
    <Link className="item-row" to="/items/$itemId" params={{ itemId: item.itemId }}>
      <ItemRow item={item} {...rest} />
    </Link>
  );
}
