import { isWritable } from '@twotower/schema';
import { z } from 'zod';

/** Longest id and name a request may carry, in UTF-16 units. */
const longestName = 1024;
/** Longest text value, in UTF-16 units: room for the base64 of a vector of 1024 floats. */
const longestText = 8192;
/** Most entries of any list in one request. */
export const longestList = 10_000;

/** Ids are text, so that `007` and ids past 2^53 stay what they are; a number is told how to be written. */
export const idSchema = z
  .string({ error: ({ input }) => (typeof input === 'number' ? numberForId(input) : undefined) })
  .min(1)
  .max(longestName)
  .refine(isWritable, 'holds a NUL or half a character, which no store can hold');

function numberForId(value: number): string {
  return Number.isSafeInteger(value)
    ? `${value} is a number; ids are text: "${value}"`
    : 'is a number, which cannot hold every digit of an id; ids are text: put it in quotes';
}

export const scalarSchema = z.union([z.string().max(longestText), z.number(), z.boolean()]);

/** What a feature or attribute can hold: a scalar, nothing, or a list of scalars. */
export const valueSchema = z.union([scalarSchema, z.null(), z.array(scalarSchema).max(longestList)]);

/** Column name to value. */
export const recordSchema = z.record(z.string().min(1).max(longestName), valueSchema);

/** A value as it is stored; lists in lists are legal there. */
export type StoredValue = string | number | boolean | null | undefined | readonly StoredValue[];

export const storedValueSchema: z.ZodType<StoredValue> = z.lazy(() =>
  z.union([
    z.string(),
    z.number(),
    z.boolean(),
    z.null(),
    z.undefined(),
    z.array(storedValueSchema).readonly(),
  ]),
);

/** Column name to stored value, as answers carry it. */
export const attributesSchema = z.record(z.string(), storedValueSchema);

/** A whole number that may also come as the text of a URL's query. */
export function queryInteger(smallest: number, largest: number) {
  return z.preprocess(
    (value: number | string) =>
      typeof value === 'string' && /^-?\d{1,9}$/.test(value) ? Number(value) : value,
    z.int().min(smallest).max(largest),
  );
}

export type Attributes = z.infer<typeof attributesSchema>;
