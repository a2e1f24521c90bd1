import { assemble, type FittedFeatures } from './fitted-features.ts';

/** The same features after IDs have come: with tables as long as their IDs ask for by now. */
export function remeasured({ user, item }: FittedFeatures): FittedFeatures {
  return assemble(user, item);
}
