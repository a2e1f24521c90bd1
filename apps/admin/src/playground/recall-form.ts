import type { FilterField } from '../attributes.ts';
import type { FilterOp, ItemCard, RecallRequest } from '../service/shapes.ts';

/** What the controls of the playground hold. */
export interface RecallForm {
  mode: 'user' | 'session';
  userId: string;
  k: number;
  excludeSeen: boolean;
  filter: { field: string; op: FilterOp; value: string };
  /** Items picked by hand, newest first. */
  session: readonly ItemCard[];
}

/** The request that the controls stand for; undefined while no user is picked. */
export function toRequest(form: RecallForm, fields: readonly FilterField[]): RecallRequest | undefined {
  if (form.mode === 'user' && form.userId === '') return undefined;
  const { field, op, value } = form.filter;
  const number = Number(value);
  const numeric = fields.find((known) => known.field === field)?.numeric === true;
  const complete = field !== '' && value.trim() !== '' && !(numeric && Number.isNaN(number));
  return {
    ...(form.mode === 'user'
      ? { userId: form.userId }
      : form.session.length > 0 && { history: form.session.map((item) => item.itemId).reverse() }),
    k: form.k,
    excludeSeen: form.excludeSeen,
    ...(complete && { filter: { field, op, value: numeric ? number : value.trim() } }),
  };
}
