import type { FilterField } from '../filter-fields.ts';
import type { FieldFilter, FilterOp, RecallRequest } from '../service/shapes.ts';

/** What the controls of the playground hold. */
export interface RecallForm {
  mode: 'user' | 'session';
  userId: string;
  k: number;
  excludeSeen: boolean;
  filter: { field: string; op: FilterOp; value: string };
  /** Ids of items picked by hand, newest first. */
  session: readonly string[];
  /** Whose bundle answers; nothing: what is served. */
  alias: string;
  /** Whose answer stands beside; nothing: none. */
  beside: string;
}

/** The names under which the address has it. */
export const playgroundSearch = [
  'mode',
  'user',
  'k',
  'seen',
  'field',
  'op',
  'value',
  'alias',
  'beside',
  'session',
] as const;

export type PlaygroundSearch = { [Name in (typeof playgroundSearch)[number]]?: string };

const ops: readonly string[] = ['eq', 'gte', 'lte', 'contains'] satisfies FilterOp[];

export function readForm(search: PlaygroundSearch): RecallForm {
  const {
    mode,
    user = '',
    k,
    seen,
    field = '',
    op = 'eq',
    value = '',
    alias = '',
    beside = '',
    session,
  } = search;
  return {
    mode: mode === 'session' ? 'session' : 'user',
    userId: user,
    k: Math.min(1000, Math.max(1, Math.trunc(Number(k)) || 20)),
    excludeSeen: seen !== 'keep',
    filter: { field, op: ops.includes(op) ? (op as FilterOp) : 'eq', value },
    session: readIds(session),
    alias,
    beside,
  };
}

export function writeForm(form: RecallForm): PlaygroundSearch {
  const { mode, userId, k, excludeSeen, filter, session, alias, beside } = form;
  return {
    mode: mode === 'session' ? mode : undefined,
    user: userId || undefined,
    k: k === 20 ? undefined : String(k),
    seen: excludeSeen ? undefined : 'keep',
    field: filter.field || undefined,
    op: filter.field === '' ? undefined : filter.op,
    value: filter.field === '' ? undefined : filter.value || undefined,
    alias: alias || undefined,
    beside: beside || undefined,
    session: session.length === 0 ? undefined : JSON.stringify(session),
  };
}

/** Ids may hold any character, so they stand in the address as JSON. What was written by hand and is none, is no history. */
function readIds(text: string | undefined): string[] {
  if (text === undefined) return [];
  try {
    const ids: unknown = JSON.parse(text);
    return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [];
  } catch {
    return [];
  }
}

/** The request that the controls stand for; undefined while no user is picked. */
export function toRequest(form: RecallForm, fields: readonly FilterField[]): RecallRequest | undefined {
  if (form.mode === 'user' && form.userId === '') return undefined;
  const filter = toFilter(form.filter, fields);
  return {
    ...(form.mode === 'user'
      ? { userId: form.userId }
      : form.session.length > 0 && { history: [...form.session].reverse() }),
    k: form.k,
    excludeSeen: form.excludeSeen,
    ...(filter && { filter }),
    ...(form.alias !== '' && { alias: form.alias }),
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
