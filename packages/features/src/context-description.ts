import type { Bag } from './bag.ts';
import type { EncodedContext } from './encoded-context.ts';
import { openEncoders, type SavedEncoder, savedEncoder } from './saved-features.ts';

/** An encoded context as plain data: encoders are functions, which no thread can be sent. */
export interface ContextDescription {
  readonly encoders: readonly SavedEncoder[];
  readonly bags: readonly (Bag | undefined)[];
}

export function describeContext({ encoders, bags }: EncodedContext): ContextDescription {
  return { encoders: encoders.map(savedEncoder), bags };
}

/** What {@link describeContext} described, over the same bags. */
export function openContext({ encoders, bags }: ContextDescription): EncodedContext {
  return { encoders: openEncoders('context', encoders), bags };
}
