import { onScreen, type Place, type View } from './view.ts';

export interface Points {
  readonly x: readonly number[];
  readonly y: readonly number[];
}

/** The point nearest to a place of the screen; undefined where none is within so many pixels. */
export function nearestPoint({ x, y }: Points, view: View, place: Place, within: number): number | undefined {
  let nearest: number | undefined;
  let best = within ** 2;
  for (let point = 0; point < x.length; point++) {
    const at = onScreen(view, x[point], y[point]);
    const distance = (at.x - place.x) ** 2 + (at.y - place.y) ** 2;
    if (distance <= best) [nearest, best] = [point, distance];
  }
  return nearest;
}

/** The points inside of a line that was drawn around them and that closes itself. */
export function pointsInside({ x, y }: Points, view: View, line: readonly Place[]): number[] {
  const inside: number[] = [];
  if (line.length < 3) return inside;
  for (let point = 0; point < x.length; point++) {
    if (isInside(onScreen(view, x[point], y[point]), line)) inside.push(point);
  }
  return inside;
}

/** By the even-odd rule. */
function isInside(place: Place, line: readonly Place[]): boolean {
  let inside = false;
  let before = line[line.length - 1];
  for (const corner of line) {
    if (
      corner.y > place.y !== before.y > place.y &&
      place.x < ((before.x - corner.x) * (place.y - corner.y)) / (before.y - corner.y) + corner.x
    ) {
      inside = !inside;
    }
    before = corner;
  }
  return inside;
}
