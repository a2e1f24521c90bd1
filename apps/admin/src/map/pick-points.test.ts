import { expect, it } from 'vitest';
import { nearestPoint, pointsInside } from './pick-points.ts';
import { movedBy, onScreen, type Place, viewOfAll, zoomedAt } from './view.ts';

const points = { x: [0, 10, 10, 0, 5], y: [0, 0, 10, 10, 5] };
const rounded = ({ x, y }: Place) => ({ x: Math.round(x), y: Math.round(y) });
const view = viewOfAll(points.x, points.y, { width: 200, height: 100 });

it('shows all points in the middle, up being up', () => {
  expect(rounded(onScreen(view, 5, 5))).toEqual({ x: 100, y: 50 });
  expect(onScreen(view, 0, 10).y).toBeCloseTo(4, 9);
  expect(onScreen(view, 0, 0).y).toBeCloseTo(96, 9);
  const none = viewOfAll([], [], { width: 10, height: 10 });
  expect([none.scale, none.shiftX].every(Number.isFinite)).toBe(true);
});

it('keeps what lies under the pointer there', () => {
  const near = zoomedAt(view, { x: 100, y: 50 }, 4);
  expect(rounded(onScreen(near, 5, 5))).toEqual({ x: 100, y: 50 });
  expect(near.scale).toBeCloseTo(4 * view.scale, 9);
  expect(rounded(onScreen(movedBy(view, 3, -2), 5, 5))).toEqual({ x: 103, y: 48 });
});

it('finds the nearest point, and none that is far', () => {
  expect(nearestPoint(points, view, { x: 103, y: 52 }, 6)).toBe(4);
  expect(nearestPoint(points, view, { x: 20, y: 50 }, 6)).toBeUndefined();
});

it('takes what a line was drawn around', () => {
  const corners = [
    { x: 90, y: 40 },
    { x: 110, y: 40 },
    { x: 110, y: 60 },
    { x: 90, y: 60 },
  ];
  expect(pointsInside(points, view, corners)).toEqual([4]);
  expect(pointsInside(points, view, corners.slice(0, 2))).toEqual([]);
  const all = [
    { x: 0, y: -10 },
    { x: 250, y: -10 },
    { x: 250, y: 150 },
    { x: 0, y: 150 },
  ];
  expect(pointsInside(points, view, all)).toHaveLength(5);
});
