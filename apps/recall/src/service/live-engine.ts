import type { NewEvent } from '@twotower/store';

type Columns = Readonly<Record<string, unknown>>;

/** What an engine does that follows what comes in between two bundles; one that does not has none of these. */
export interface LiveEngine {
  /** Takes events into the next answers, each once, told by id and offset. */
  see?(events: readonly (NewEvent & { readonly offset?: number })[]): number;
  putItem?(id: string, features: Columns): void;
  removeItem?(id: string): boolean;
  putUser?(id: string, features: Columns): void;
  removeUser?(id: string): boolean;
}
