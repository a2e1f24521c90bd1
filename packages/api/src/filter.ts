import { z } from 'zod';
import { scalarSchema } from './value.ts';

/** Nesting and size a filter may have; past them nothing useful is expressed and work grows. */
export const filterLimits = { depth: 16, conditions: 256, listed: 10_000 } as const;

const field = z.string().min(1).max(256);
const comparable = z.union([z.string().max(1024), z.number()]);

const conditionSchema = z.discriminatedUnion('op', [
  z.strictObject({ field, op: z.literal('eq'), value: scalarSchema }),
  z.strictObject({ field, op: z.literal('in'), value: z.array(scalarSchema).max(filterLimits.listed) }),
  z.strictObject({ field, op: z.literal('gte'), value: comparable }),
  z.strictObject({ field, op: z.literal('lte'), value: comparable }),
  z.strictObject({ field, op: z.literal('contains'), value: scalarSchema }),
]);

export type FilterCondition = z.infer<typeof conditionSchema>;
export type Filter = FilterCondition | { and: Filter[] } | { or: Filter[] } | { not: Filter };

export const nestedSchema: z.ZodType<Filter, Filter> = z.lazy(() =>
  z.union([
    conditionSchema,
    z.strictObject({ and: z.array(nestedSchema).min(1) }),
    z.strictObject({ or: z.array(nestedSchema).min(1) }),
    z.strictObject({ not: nestedSchema }),
  ]),
);

/** A filter over item columns. Its size is checked before it is walked by recursion, so that none can exhaust the stack. */
export const filterSchema = z.preprocess((filter: Filter, context) => {
  const problem = oversize(filter);
  if (problem !== undefined) context.addIssue({ code: 'custom', message: problem, input: undefined });
  return filter;
}, nestedSchema);

function oversize(filter: unknown): string | undefined {
  let level: unknown[] = [filter];
  let nodes = 0;
  for (let depth = 1; level.length > 0; depth++) {
    nodes += level.length;
    if (depth > filterLimits.depth) return `nested deeper than ${filterLimits.depth} levels; flatten it`;
    if (nodes > filterLimits.conditions) {
      return `holds more than ${filterLimits.conditions} conditions; use "in" for lists of values`;
    }
    level = level.flatMap(children);
  }
  return undefined;
}

function children(node: unknown): unknown[] {
  if (typeof node !== 'object' || node === null) return [];
  const { and, or, not } = node as { and?: unknown; or?: unknown; not?: unknown };
  return [and, or]
    .flatMap((list) => (Array.isArray(list) ? list : []))
    .concat(not === undefined ? [] : [not]);
}
