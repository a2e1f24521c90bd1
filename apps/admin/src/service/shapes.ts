import type { Overview, UserProfile } from '@twotower/api';

export type { BundleSummary, Overview, RecallAnswer, ScoredItem, UserProfile } from '@twotower/api';

export type Report = Overview['report'];
export type Metrics = Report['metrics'];
export type Epoch = Report['curve'][number];

/** An item as lists show it. */
export type ItemCard = UserProfile['history'][number];

/** The operations that the playground's one-line filter offers. */
export type FilterOp = 'eq' | 'gte' | 'lte' | 'contains';

export type FieldFilter =
  | { field: string; op: 'eq' | 'contains'; value: string | number | boolean }
  | { field: string; op: 'gte' | 'lte'; value: string | number };

/** The part of a recall request that the playground can express. */
export interface RecallRequest {
  userId?: string;
  history?: string[];
  k: number;
  filter?: FieldFilter;
  excludeSeen?: boolean;
  alias?: string;
}
