import type { EntityChanges, EventLog, Store } from '@twotower/store';
import type { LiveLimits } from '../live/live-events.ts';
import type { BundleShelf } from './bundle-shelf.ts';
import type { LiveData } from './live-data.ts';

export interface EngineOptions {
  readonly store: Pick<Store, 'bundles' | 'aliases' | 'deltas'>;
  /** The name whose bundle and deltas are served; default `champion`. */
  readonly alias?: string;
  /** Serves this bundle for good instead of an alias's, with its deltas up to `deltaSequence`, default none. */
  readonly bundleId?: string;
  readonly deltaSequence?: number;
  /** Told in one line of bundles that cannot be served and of slower stand-ins. */
  readonly onNotice?: (message: string) => void;
  /** What time it is, in milliseconds since 1970; default the machine's clock. */
  readonly clock?: () => number;
  /** An event log that is read from the bundle's cut-off on, at each refresh; without one only what is told by `see` is known. */
  readonly events?: Pick<EventLog, 'read' | 'extent'>;
  /** What was put and removed by hand, read at each refresh; without it only what is told by `putItem` and its like is known. */
  readonly changes?: Pick<EntityChanges, 'read'>;
  /** How many events are kept beside the bundle. */
  readonly limits?: LiveLimits;
  /** What other engines share with this one. */
  readonly shared?: Shared;
}

/** What engines of one process share: bundles in memory, and what came in. */
export interface Shared {
  readonly shelf: BundleShelf;
  readonly live: LiveData;
}
