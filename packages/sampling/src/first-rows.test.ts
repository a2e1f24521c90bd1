import fc from 'fast-check';
import { expect, it } from 'vitest';
import { FirstRows } from './first-rows.ts';

it('gives the first row of the same user, batch after batch of any size', () => {
  const user = fc.oneof(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 2 ** 31 - 1 }));
  fc.assert(
    fc.property(fc.array(fc.array(user, { maxLength: 40 }), { minLength: 1, maxLength: 4 }), (batches) => {
      const rows = new FirstRows();
      for (const users of batches) {
        const first = rows.of(Int32Array.from(users));
        expect([...first.subarray(0, users.length)]).toEqual(users.map((each) => users.indexOf(each)));
      }
    }),
  );
});
