import { type Attributes, attributeValues } from './attributes.ts';
import type { FilterOp } from './service/shapes.ts';

export interface FilterField {
  field: string;
  /** What its single values are, and so what a filter has to send. */
  kind: 'text' | 'number' | 'boolean';
  /** What can be asked of it; the first is the natural one. */
  ops: readonly FilterOp[];
  /** Distinct values seen, most frequent first; none that are too long to be picked from a list. */
  examples: string[];
}

const longestExample = 80;

/** The fields that items can be filtered on, found by looking at some of their attributes. */
export function filterFields(items: readonly { attributes?: Attributes }[]): FilterField[] {
  const seen = new Map<string, SeenField>();
  for (const { attributes } of items) {
    for (const [field, value] of Object.entries(attributes ?? {})) {
      const found = seen.get(field) ?? { kinds: new Set(), list: false, values: new Map() };
      found.list ||= Array.isArray(value) || (typeof value === 'string' && value.includes('|'));
      for (const entry of attributeValues(value)) {
        found.kinds.add(typeof entry);
        found.values.set(String(entry), (found.values.get(String(entry)) ?? 0) + 1);
      }
      if (found.values.size > 0) seen.set(field, found);
    }
  }
  return [...seen].map(([field, found]) => describe(field, found));
}

interface SeenField {
  kinds: Set<string>;
  list: boolean;
  values: Map<string, number>;
}

function describe(field: string, { kinds, list, values }: SeenField): FilterField {
  const [only] = kinds.size === 1 ? kinds : [];
  const kind = only === 'number' || only === 'boolean' ? only : 'text';
  const examples = [...values].sort((a, b) => b[1] - a[1]).map(([value]) => value);
  return {
    field,
    kind,
    ops: list ? ['contains'] : opsOf[kind],
    examples:
      kind === 'boolean' ? ['true', 'false'] : examples.filter((value) => value.length <= longestExample),
  };
}

const opsOf = {
  text: ['eq', 'contains'],
  number: ['gte', 'lte', 'eq'],
  boolean: ['eq'],
} as const satisfies Record<FilterField['kind'], readonly FilterOp[]>;
