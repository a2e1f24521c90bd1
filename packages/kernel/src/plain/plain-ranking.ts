import type { Ranking } from '../ranking.ts';
import { plainScan } from './plain-scan.ts';
import { topItems } from './top-items.ts';

/** {@link Ranking} in TypeScript, one thread: the oracle of the kernel's, and what ranks where there is no kernel. */
export const plainRanking: Ranking = { topItems, scanOf: plainScan };
