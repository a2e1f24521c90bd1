import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IdRows } from './id-rows.ts';

describe('rows of IDs', () => {
  it('are given from 1 on, once an ID; 0 is everybody else', () => {
    const rows = IdRows.from(['a', 'b', 'a']);
    expect([rows.row('a'), rows.row('b'), rows.row('c'), rows.size]).toEqual([1, 2, 0, 3]);
    expect([rows.id(0), rows.id(1), rows.id(9)]).toEqual([undefined, 'a', undefined]);
  });

  it('are taken over by new IDs, the last that was given back first', () => {
    const rows = IdRows.from(['a', 'b', 'c']);
    expect([rows.release('a'), rows.release('b'), rows.release('never')]).toEqual([1, 2, 0]);
    expect([rows.admit('c'), rows.admit('d'), rows.admit('e'), rows.admit('f')]).toEqual([3, 2, 1, 4]);
    expect(rows.size).toBe(5);
  });

  it('forget with the ID when it was seen', () => {
    const rows = IdRows.from(['a', 'b']);
    rows.see(1, 3, 50);
    rows.see(1, 1, 40);
    rows.see(2, 2, Number.NaN);
    expect([...rows.sightings.times]).toEqual([0, 4, 2]);
    expect([...rows.sightings.last]).toEqual([Number.NaN, 50, Number.NaN]);
    rows.release('a');
    expect(rows.admit('z')).toBe(1);
    expect([rows.sightings.times[1], rows.sightings.last[1]]).toEqual([0, Number.NaN]);
  });

  it('go on with what was saved of them', () => {
    const rows = IdRows.from(['a', 'b', 'c']);
    rows.see(3, 2, 70);
    rows.release('b');
    rows.release('a');
    const opened = IdRows.open(rows.saved());
    opened.restore(rows.sightings, rows.free());
    expect(opened.sightings).toEqual(rows.sightings);
    expect(opened.admit('d')).toBe(1);
    expect(() => opened.restore(rows.sightings, [3])).toThrow(
      'rows 3 are said to be free; those without an ID are 2',
    );
  });

  it('say what is wrong with what was saved', () => {
    expect(() => IdRows.open(['a', 'b', 'a'])).toThrow('ID "a" has two rows');
    expect(() => IdRows.open(['a', null, 'b'], [1])).toThrow('1 rows are said to be free, 1 have no ID');
  });

  it('are what a plain list would say, whatever comes and goes, and the same once saved and opened', () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd', 'constructor', '__proto__');
    const act = fc.record({ kind: fc.constantFrom('admit', 'release', 'save'), id });
    fc.assert(
      fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
        let rows = IdRows.from([]);
        const list: (string | null)[] = [null];
        const free: number[] = [];
        for (const { kind, id: one } of acts) {
          const at = list.indexOf(one);
          if (kind === 'admit') {
            const expected = at > 0 ? at : (free.pop() ?? list.length);
            list[expected] = one;
            expect(rows.admit(one)).toBe(expected);
          } else if (kind === 'release') {
            expect(rows.release(one)).toBe(Math.max(0, at));
            if (at > 0) {
              list[at] = null;
              free.push(at);
            }
          } else {
            rows = IdRows.open(JSON.parse(JSON.stringify(rows.saved())), rows.free());
          }
          expect(rows.size).toBe(list.length);
          list.forEach((owner, row) => void expect(rows.id(row)).toBe(owner ?? undefined));
        }
      }),
    );
  });
});

it('opens in slices as at once', async () => {
  const saved = ['a', null, 'b', 'c'];
  let pauses = 0;
  const opened = await IdRows.openInSlices(saved, async () => void pauses++);
  expect(opened.saved()).toEqual(saved);
  expect(['a', 'b', 'c', 'd'].map((id) => opened.row(id))).toEqual([1, 3, 4, 0]);
  expect(opened.admit('d')).toBe(2);
  expect(pauses).toBeGreaterThan(0);
  await expect(IdRows.openInSlices(['a', 'a'], async () => {})).rejects.toThrow('has two rows');
});
