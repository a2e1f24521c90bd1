import { expect, it } from 'vitest';
import { recallDrop } from './recall-drop.ts';

const hour = 3_600_000;
const now = Date.UTC(2026, 6, 10);
/** A look an hour, of so many users each. */
const looks = (from: number, to: number, recall: number, users = 50) =>
  Array.from({ length: to - from }, (_, n) => ({
    at: now - (from + n) * hour,
    users,
    k: 50,
    recall,
    deviation: 0.4,
  }));

it('tells a drop that is large and sure from one that is neither', () => {
  const past = looks(24, 8 * 24, 0.3);
  expect(recallDrop([...looks(0, 24, 0.2), ...past], now, 0.1)).toMatchObject({ isDrop: true });
  expect(recallDrop([...looks(0, 24, 0.28), ...past], now, 0.1)).toMatchObject({ isDrop: false });
  // A drop by a third, of 100 users: it may be chance.
  expect(recallDrop([...looks(0, 2, 0.25), ...past], now, 0.1)).toMatchObject({ isDrop: false });
  expect(recallDrop([...looks(0, 24, 0.4), ...past], now, 0.1)).toMatchObject({ isDrop: false });
});

it('weighs looks by their users', () => {
  const recent = [...looks(0, 1, 0.1, 300), ...looks(1, 2, 0.4, 100)];
  expect(recallDrop([...recent, ...looks(24, 48, 0.3)], now, 0.1)?.now).toBeCloseTo(0.175);
});

it('tells nothing of a few users, and compares nothing that was counted otherwise', () => {
  expect(recallDrop(looks(0, 1, 0.1), now, 0.1)).toBeUndefined();
  expect(recallDrop([], now, 0.1)).toBeUndefined();
  const other = looks(24, 48, 0.9).map((look) => ({ ...look, k: 20 }));
  expect(recallDrop([...looks(0, 24, 0.3), ...other], now, 0.1)).toBeUndefined();
});
