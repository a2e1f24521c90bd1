import { CoreError } from '../error.ts';
import type { Tensors } from '../model-tensors.ts';

/** Something that learns and can go on where it stood. */
export interface Saved {
  /** Copies, under names that no other part uses; the same names at all times. */
  state(): Tensors;
  /** Takes up what {@link state} gave. Throws {@link CoreError} where a length is off. */
  restore(state: Tensors): void;
}

/** All parts' tensors together. */
export function stateOf(parts: readonly Saved[]): Tensors {
  return Object.assign({}, ...parts.map((part) => part.state()));
}

/** Gives each part its tensors. Throws {@link CoreError}, before anything is taken up, for a name that is missing or too many. */
export function restoreAll(parts: readonly Saved[], saved: Tensors): void {
  const expected = stateOf(parts);
  const missing = Object.keys(expected).filter((name) => saved[name] === undefined);
  const surplus = Object.keys(saved).filter((name) => expected[name] === undefined);
  if (missing.length > 0 || surplus.length > 0) {
    const of = [
      ...(missing.length > 0 ? [`${missing.join(', ')} missing`] : []),
      ...(surplus.length > 0 ? [`${surplus.join(', ')} not known`] : []),
    ];
    throw new CoreError(`train state: ${of.join('; ')}; it is of a step with another model or other options`);
  }
  for (const part of parts) part.restore(saved);
}
