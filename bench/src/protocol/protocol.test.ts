import { type HistoryCheck, openHistoryCheck } from '@twotower/trainer/update-protocol';
import fc from 'fast-check';
import { afterAll, beforeAll, it } from 'vitest';
import { histories } from './histories.ts';

let held: HistoryCheck;
beforeAll(async () => {
  held = await openHistoryCheck();
});
afterAll(() => held.close());

it('keeps store, log, deltas and updates equal to a model of them in plain maps, whatever happens', async () => {
  await fc.assert(
    fc.asyncProperty(histories, (history) => held.check(history)),
    { numRuns: 60, seed: 20240110 },
  );
}, 600_000);
