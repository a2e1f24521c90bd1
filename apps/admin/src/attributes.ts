import { shorten } from './shorten.ts';

export type Attributes = Readonly<Record<string, unknown>>;

/** In characters. */
const longest = { title: 120, badge: 40, hover: 400 };
/** Values of one attribute, so that a long list leaves room for the others. */
const valuesShown = 3;

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

/** An item's title, or its id where no attribute reads as one; a description in its place is cut. */
export function itemTitle(itemId: string, attributes: Attributes | undefined): string {
  const field = titleField(attributes);
  return shorten(field === undefined ? itemId : String(attributes?.[field]), longest.title);
}

export interface AttributeBadge {
  key: string;
  text: string;
  /** The attribute's name and more of the value, for who points at it. */
  hover: string;
}

/** Attributes as short texts, and how many values are left out. */
export interface AttributeBadges {
  shown: AttributeBadge[];
  more: number;
}

/**
 * Every attribute but the title, at most `limit` values and three of each attribute. Lists and `a|b` texts become one badge
 * an entry; long texts are cut.
 */
export function attributeBadges(attributes: Attributes | undefined, limit: number): AttributeBadges {
  const title = titleField(attributes);
  const lists = Object.entries(attributes ?? {})
    .filter(([field]) => field !== title)
    .map(([field, value]) => ({ field, values: attributeValues(value) }));
  const shown = lists
    .flatMap(({ field, values }) =>
      values.slice(0, valuesShown).map((value, i) => ({
        key: `${field} ${i}`,
        text: shorten(badgeText(field, value), longest.badge),
        hover: `${field}: ${shorten(String(value), longest.hover)}`,
      })),
    )
    .slice(0, limit);
  const all = lists.reduce((sum, { values }) => sum + values.length, 0);
  return { shown, more: all - shown.length };
}

/** The single values of an attribute; none where it is missing. */
export function attributeValues(value: unknown): (string | number | boolean)[] {
  if (Array.isArray(value)) return value.flatMap(attributeValues);
  if (typeof value === 'string') return value === '' ? [] : value.split('|').filter((part) => part !== '');
  return typeof value === 'number' || typeof value === 'boolean' ? [value] : [];
}

/** An attribute's values in a few words: `Crime, Drama, War, +4`. */
export function valuesText(value: unknown): string {
  const values = attributeValues(value);
  const shown = values.slice(0, valuesShown).map((entry) => shorten(String(entry), longest.badge));
  return [...shown, ...(values.length > shown.length ? [`+${values.length - shown.length}`] : [])].join(', ');
}

function badgeText(field: string, value: string | number | boolean): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? field : `not ${field}`;
  return `${field} ${Number.isInteger(value) ? value : Number(value.toPrecision(4))}`;
}
