export type Scalar = string | number | boolean;

/**
 * A comparison of one column; on a missing value it is false. `contains`: an entry of a list, a part of a text. `gte`, `lte`:
 * numbers, or dates such as `2026-05-07` in a column that holds nothing else.
 */
export type FilterCondition =
  | { readonly field: string; readonly op: 'eq' | 'contains'; readonly value: Scalar }
  | { readonly field: string; readonly op: 'in'; readonly value: readonly Scalar[] }
  | { readonly field: string; readonly op: 'gte' | 'lte'; readonly value: string | number };

export type Filter =
  | FilterCondition
  | { readonly and: readonly Filter[] }
  | { readonly or: readonly Filter[] }
  | { readonly not: Filter };
