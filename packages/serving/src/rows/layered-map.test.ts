import fc from 'fast-check';
import { expect, it } from 'vitest';
import { LayeredMap } from './layered-map.ts';

it('has what a map has, and every earlier one stays as it was', () => {
  const entries = fc.array(fc.tuple(fc.nat(12), fc.integer()), { maxLength: 6 });
  fc.assert(
    fc.property(fc.array(entries, { maxLength: 12 }), (changes) => {
      let layered = LayeredMap.empty<number, number>();
      const map = new Map<number, number>();
      const states = [{ layered, expected: new Map(map) }];
      for (const change of changes) {
        layered = layered.with(change);
        for (const [key, value] of change) map.set(key, value);
        states.push({ layered, expected: new Map(map) });
      }
      for (const state of states) {
        expect(new Map(state.layered.entries())).toEqual(state.expected);
        for (let key = 0; key < 13; key++) expect(state.layered.get(key)).toBe(state.expected.get(key));
      }
    }),
  );
});
