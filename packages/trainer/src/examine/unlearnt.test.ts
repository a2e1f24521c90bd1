import { emptyEvents, memoryDataset } from '@twotower/features';
import { describe, expect, it } from 'vitest';
import { unlearntPositives } from './unlearnt.ts';

/** User `b` first: the log numbers its users otherwise than the bundle. */
function log(rows: readonly (readonly [user: 'a' | 'b' | 'c', item: string, time?: number])[]) {
  const users = ['b', 'a', 'c'];
  const items = ['y', 'x', 'z'];
  const events = emptyEvents(rows.length, { context: {} });
  for (const [e, [user, item, time = Number.NaN]] of rows.entries()) {
    events.user[e] = users.indexOf(user);
    events.item[e] = items.indexOf(item);
    events.time[e] = time;
    events.offset[e] = e;
    events.positive[e] = 1;
  }
  return memoryDataset({
    users: { ids: users, columns: {} },
    items: { ids: items, columns: {} },
    types: ['click'],
    dictionaries: {},
    events,
  });
}

const numbering = { userIds: ['a', 'b', 'c'], itemIds: ['x', 'y', 'z'] };
/** The bundle knows a, who did x at 10 and y at 20, and b, who did y at 15. */
const history = (times: readonly number[]) => ({
  offsets: Int32Array.of(0, 2, 3),
  items: Int32Array.of(0, 1, 1),
  times: Float64Array.from(times),
});
const timed = history([10, 20, 15]);
const untimed = history([Number.NaN, Number.NaN, Number.NaN]);

function pairs(tested: ReturnType<typeof unlearntPositives>): string[] {
  const { user, item } = tested.positives.readUsers(0, 3);
  return [...user].map((u, e) => numbering.userIds[u] + numbering.itemIds[item[e]]);
}

describe('what of a log a bundle is tested on', () => {
  it('is, where what was seen is kept, what came after its newest event', () => {
    const tested = unlearntPositives(
      log([
        ['a', 'x', 10],
        ['a', 'y', 20],
        ['a', 'y', 21],
        ['b', 'z', 12],
        ['c', 'x', 30],
      ]),
      numbering,
      timed,
      'keep',
    );
    expect(pairs(tested)).toEqual(['ay', 'cx']);
  });

  it('is nothing of the log that it learnt from, and says up to when it did', () => {
    const tested = unlearntPositives(log([['a', 'y', 20]]), numbering, timed, 'keep');
    expect(tested.positives.length).toBe(0);
    expect(tested.whyNone).toContain('up to 1970-01-01T00:00:00.020Z');
  });

  it('is refused without times where it has pairs that the bundle has learnt', () => {
    expect(() => unlearntPositives(log([['b', 'y']]), numbering, untimed, 'keep')).toThrow(
      /without times nothing tells which those are.*evaluation\.seen: mask/,
    );
    // The log has times, but the bundle does not say up to when it learnt.
    expect(() => unlearntPositives(log([['b', 'y', 99]]), numbering, untimed, 'keep')).toThrow(
      /does not say up to when.*train anew/,
    );
    const newer = log([
      ['b', 'z'],
      ['c', 'y'],
    ]);
    expect(pairs(unlearntPositives(newer, numbering, untimed, 'keep'))).toEqual(['bz', 'cy']);
  });

  it('is all of it where what was seen is masked', () => {
    expect(pairs(unlearntPositives(log([['b', 'y', 15]]), numbering, timed, 'mask'))).toEqual(['by']);
  });
});
