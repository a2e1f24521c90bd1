import { appendCases } from './append-cases.ts';
import { eraseCases } from './erase-cases.ts';
import type { ContractCase } from './log-under-test.ts';
import { markCases } from './mark-cases.ts';
import { orderCases } from './order-cases.ts';
import { readCases } from './read-cases.ts';

export type { ContractCase, LogUnderTest } from './log-under-test.ts';

/**
 * What every event log does, as cases for any test runner: `for (const { name, run } of eventLogContract) it(name, () =>
 * run(open))`. They throw an AssertionError where an implementation does otherwise.
 */
export const eventLogContract: readonly ContractCase[] = [
  ...appendCases,
  ...orderCases,
  ...readCases,
  ...markCases,
  ...eraseCases,
];
