import { expect, it } from 'vitest';
import { middleOfPlateau } from './middle-of-plateau.ts';

const USERS = 400;

/** What users come to around a mean, which other users are above and below in each place. */
const around = (mean: number, shift: number) =>
  Float32Array.from({ length: USERS }, (_, u) => mean + 0.1 * Math.sin(u * (1 + shift)));

const middleOf = (means: readonly (readonly number[])[]) =>
  middleOfPlateau(means.map((row, r) => row.map((mean, c) => around(mean, r + 7 * c))));

it('is not the highest place but the middle of those that cannot be told from it', () => {
  const place = middleOf([
    [0.1, 0.1, 0.1, 0.1],
    [0.1, 0.299, 0.299, 0.3],
    [0.1, 0.299, 0.299, 0.301],
    [0.1, 0.299, 0.299, 0.299],
  ]);
  expect(place).toEqual({ row: 2, column: 2 });
});

it('is the highest place where that stands alone', () => {
  expect(
    middleOf([
      [0.1, 0.3, 0.2],
      [0.1, 0.2, 0.1],
    ]),
  ).toEqual({ row: 0, column: 1 });
  expect(middleOf([[0.3]])).toEqual({ row: 0, column: 0 });
});

it('is one of the best even where their middle is not', () => {
  const { column } = middleOf([[0.3, 0.1, 0.1, 0.3]]);
  expect([0, 3]).toContain(column);
});
