import type { FilterOp } from './service/shapes.ts';

export type Attributes = Readonly<Record<string, unknown>>;

const titleNames = ['title', 'name', 'label', 'headline'];

/** The field that reads as an item's title: a known name in any case, else the first with plain text. */
export function titleField(attributes: Attributes | undefined): string | undefined {
  const entries = Object.entries(attributes ?? {}).filter(
    ([, value]) => typeof value === 'string' && value !== '',
  );
  for (const wanted of titleNames) {
    const exact = entries.find(([field]) => field.toLowerCase() === wanted);
    if (exact) return exact[0];
  }
  const ending = entries.find(([field]) =>
    titleNames.some((wanted) => field.toLowerCase().endsWith(`_${wanted}`)),
  );
  return (ending ?? entries.find(([, value]) => !String(value).includes('|')))?.[0];
}

/** An item's title, or its id where no attribute reads as one. */
export function itemTitle(itemId: string, attributes: Attributes | undefined): string {
  const field = titleField(attributes);
  return field === undefined ? itemId : String(attributes?.[field]);
}

export interface AttributeBadge {
  field: string;
  text: string;
}

/** Every attribute but the title as short texts; lists and `a|b` texts become one badge an entry. */
export function attributeBadges(attributes: Attributes | undefined): AttributeBadge[] {
  const title = titleField(attributes);
  return Object.entries(attributes ?? {}).flatMap(([field, value]) =>
    field === title ? [] : attributeValues(value).map((entry) => ({ field, text: badgeText(field, entry) })),
  );
}

/** The single values of an attribute; none where it is missing. */
export function attributeValues(value: unknown): (string | number | boolean)[] {
  if (Array.isArray(value)) return value.flatMap(attributeValues);
  if (typeof value === 'string') return value === '' ? [] : value.split('|').filter((part) => part !== '');
  return typeof value === 'number' || typeof value === 'boolean' ? [value] : [];
}

function badgeText(field: string, value: string | number | boolean): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? field : `not ${field}`;
  return `${field} ${Number.isInteger(value) ? value : Number(value.toPrecision(4))}`;
}

export interface FilterField {
  field: string;
  /** What can be asked of it; the first is the natural one. */
  ops: readonly FilterOp[];
  numeric: boolean;
  /** Distinct values seen, most frequent first. */
  examples: string[];
}

/** The fields that items can be filtered on, found by looking at some of their attributes. */
export function filterFields(items: readonly { attributes?: Attributes }[]): FilterField[] {
  const counts = new Map<string, { numeric: boolean; list: boolean; values: Map<string, number> }>();
  for (const { attributes } of items) {
    for (const [field, value] of Object.entries(attributes ?? {})) {
      const seen = counts.get(field) ?? { numeric: true, list: false, values: new Map<string, number>() };
      seen.list ||= Array.isArray(value) || (typeof value === 'string' && value.includes('|'));
      for (const entry of attributeValues(value)) {
        seen.numeric &&= typeof entry === 'number';
        seen.values.set(String(entry), (seen.values.get(String(entry)) ?? 0) + 1);
      }
      if (seen.values.size > 0) counts.set(field, seen);
    }
  }
  return [...counts].map(([field, { numeric, list, values }]) => ({
    field,
    numeric,
    ops: list ? ['contains'] : numeric ? ['gte', 'lte', 'eq'] : ['eq', 'contains'],
    examples: [...values].sort((a, b) => b[1] - a[1]).map(([value]) => value),
  }));
}
