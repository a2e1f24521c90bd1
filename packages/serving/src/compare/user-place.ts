import { createHash } from 'node:crypto';

/**
 * Where a user stands in a comparison, from 0 to 1: always at the same place in one, and at one that has nothing to do with it in
 * another.
 */
export function userPlace(comparisonId: string, userId: string): number {
  const sum = createHash('sha256').update(`${comparisonId}\n${userId}`).digest();
  return sum.readUIntBE(0, 6) / 2 ** 48;
}
