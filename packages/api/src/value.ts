import { z } from 'zod';

/** Longest id and text value a request may carry, in UTF-16 units. */
const longestText = 1024;
/** Most entries of any list in one request. */
export const longestList = 10_000;

export const idSchema = z.string().min(1).max(longestText);

export const scalarSchema = z.union([z.string().max(longestText), z.number(), z.boolean()]);

/** What a feature or attribute can hold: a scalar, nothing, or a list of scalars. */
export const valueSchema = z.union([scalarSchema, z.null(), z.array(scalarSchema).max(longestList)]);

/** Column name to value. */
export const recordSchema = z.record(z.string().min(1).max(longestText), valueSchema);

/** What an answer carries: stored values are already typed, and lists in lists are legal there. */
export const attributesSchema = z.record(z.string(), z.json());

/** A whole number that may also come as the text of a URL's query. */
export function queryInteger(smallest: number, largest: number) {
  return z.preprocess(
    (value: number | string) =>
      typeof value === 'string' && /^-?\d{1,9}$/.test(value) ? Number(value) : value,
    z.int().min(smallest).max(largest),
  );
}

export type Attributes = z.infer<typeof attributesSchema>;
