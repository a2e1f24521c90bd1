import type { FilterField } from '../filter-fields.ts';
import type { FieldFilter, FilterOp, ItemCard, RecallRequest } from '../service/shapes.ts';

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
  const filter = toFilter(form.filter, fields);
  return {
    ...(form.mode === 'user'
      ? { userId: form.userId }
      : form.session.length > 0 && { history: form.session.map((item) => item.itemId).reverse() }),
    k: form.k,
    excludeSeen: form.excludeSeen,
    ...(filter && { filter }),
  };
}

/** Undefined while it is not complete. */
function toFilter(
  { field, op, value: text }: RecallForm['filter'],
  fields: readonly FilterField[],
): FieldFilter | undefined {
  const value = typedValue(text.trim(), fields.find((known) => known.field === field)?.kind);
  if (field === '' || value === undefined) return undefined;
  if (op === 'eq' || op === 'contains') return { field, op, value };
  return typeof value === 'boolean' ? undefined : { field, op, value };
}

/** What was typed as the field's own kind of value; undefined while it is none. */
function typedValue(text: string, kind: FilterField['kind'] = 'text'): FieldFilter['value'] | undefined {
  if (text === '') return undefined;
  if (kind === 'text') return text;
  if (kind === 'boolean') return text === 'true' ? true : text === 'false' ? false : undefined;
  return Number.isNaN(Number(text)) ? undefined : Number(text);
}
