import type { IndexChoice } from '../vector-index.ts';
import type { IndexParts } from './index-parts.ts';

/** What a thread is to do: over vectors in shared memory, to build an index or to open a saved one. */
export interface ThreadTask {
  readonly vectors: Float32Array;
  readonly dim: number;
  readonly make:
    | {
        readonly kind: 'build';
        readonly choice: IndexChoice;
        readonly queries?: Float32Array;
        readonly exactUpTo?: number;
        /** Where a graph is saved for the other thread. */
        readonly folder: string;
      }
    | { readonly kind: 'load'; readonly folder: string };
}

export type ThreadAnswer =
  | { readonly kind: 'notice'; readonly message: string }
  | { readonly kind: 'made'; readonly parts: IndexParts }
  | { readonly kind: 'failed'; readonly message: string; readonly isIndexError: boolean };
