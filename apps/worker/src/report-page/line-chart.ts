import { type Html, html } from './html.ts';
import { ticks } from './ticks.ts';

export interface Line {
  readonly title: string;
  /** Points in order of x. */
  readonly points: readonly { readonly x: number; readonly y: number }[];
  /** A point to be marked, with what it is. */
  readonly mark?: { readonly x: number; readonly y: number; readonly label: string };
}

/** More would be a thick line. */
const mostDots = 40;

/**
 * One line over whole numbers. The curve is an SVG that stretches with the page, its labels are text of the page's own
 * size, so that it reads alike on a phone and on a wide screen.
 */
export function lineChart({ title, points, mark }: Line): Html {
  const ys = points.map(({ y }) => y);
  const axis = ticks(Math.min(...ys), Math.max(...ys));
  const [first] = points;
  const last = points[points.length - 1];
  const width = Math.max(1, last.x - first.x);
  const [bottom, top] = [axis[0], axis[axis.length - 1]];
  const left = (x: number) => round(((x - first.x) / width) * 100);
  const down = (y: number) => round(100 - ((y - bottom) / (top - bottom)) * 100);
  const path = points.map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${left(x)} ${down(y)}`).join('');
  const xs = ticks(first.x, last.x).filter((x) => x >= first.x && x <= last.x && Number.isInteger(x));
  return html`<figure class="plot">
<figcaption>${title}</figcaption>
<div class="area">
<svg viewBox="0 0 100 100" preserveAspectRatio="none" role="img" aria-label="${title}, ${points.length} points">
${axis.map((y) => html`<path class="grid" d="M0 ${down(y)}H100"/>`)}
<path class="curve" d="${path}"/>
</svg>
${axis.map((y) => html`<span class="tick-y" style="top:${down(y)}%">${axisLabel(y)}</span>`)}
${xs.map((x) => html`<span class="tick-x" style="left:${left(x)}%">${x}</span>`)}
${points.length <= mostDots && points.map(({ x, y }) => html`<span class="dot" style="left:${left(x)}%;top:${down(y)}%" title="${x}: ${y.toFixed(4)}"></span>`)}
${mark && html`<span class="dot marked" style="left:${left(mark.x)}%;top:${down(mark.y)}%"></span>`}
</div>
<p class="axis-x">epoch${mark && html` · <b>${mark.label}</b>`}</p>
</figure>`;
}

function axisLabel(value: number): string {
  return String(Number(value.toPrecision(6)));
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
