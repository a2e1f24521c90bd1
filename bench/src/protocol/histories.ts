import type { Crash, Step, StepEvent } from '@twotower/trainer/update-protocol';
import fc from 'fast-check';

/** Few users, items and ids, so that all meet: duplicates, waiting IDs, rows that are given back and given again. */
const event: fc.Arbitrary<StepEvent> = fc.record(
  {
    id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
    user: fc.constantFrom('u0', 'u1', 'u2', 'u3'),
    item: fc.constantFrom('i0', 'i1', 'i2', 'i3', 'i4'),
    type: fc.oneof(
      { weight: 4, arbitrary: fc.constant('click' as const) },
      { weight: 1, arbitrary: fc.constant('impression' as const) },
    ),
    hoursAgo: fc.oneof(fc.nat(3), fc.nat(400)),
  },
  { requiredKeys: ['user', 'item', 'type', 'hoursAgo'] },
);

/** Half of the processes live on. */
const crash: fc.Arbitrary<Crash | undefined> = fc.option(
  fc.record({ write: fc.nat(7), moment: fc.constantFrom('before' as const, 'after' as const) }),
  { nil: undefined, freq: 1 },
);

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('append' as const),
      events: fc.array(event, { minLength: 1, maxLength: 8 }),
    }),
  },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('incremental' as const), crash }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('full' as const),
      accepts: fc.oneof(
        { weight: 3, arbitrary: fc.constant(true) },
        { weight: 1, arbitrary: fc.constant(false) },
      ),
      crash,
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('rollback' as const), crash }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('promote' as const), age: fc.nat(3) }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('erase' as const), user: fc.constantFrom('u0', 'u2', 'u3') }),
  },
  { weight: 2, arbitrary: fc.constant({ kind: 'forget' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'gap' as const }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('wait' as const), days: fc.constantFrom(1, 6, 20) }),
  },
);

/** Random histories of a store. */
export const histories: fc.Arbitrary<Step[]> = fc.array(step, { minLength: 3, maxLength: 12 });
