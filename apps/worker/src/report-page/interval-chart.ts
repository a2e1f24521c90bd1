import { signed } from './figures.ts';
import { type Html, html } from './html.ts';

export interface IntervalRow {
  readonly name: string;
  readonly difference: number;
  readonly low: number;
  readonly high: number;
}

/** Whether an interval of `model - baseline` lies above zero, below it, or on both sides. */
export type Sureness = 'better' | 'worse' | 'unsure';

export function sureness({ low, high }: Pick<IntervalRow, 'low' | 'high'>): Sureness {
  return low > 0 ? 'better' : high < 0 ? 'worse' : 'unsure';
}

/** Differences to several baselines with their intervals, over one axis in whose middle or side zero stands. */
export function intervalChart(title: string, rows: readonly IntervalRow[]): Html {
  const low = Math.min(0, ...rows.map((row) => row.low));
  const high = Math.max(0, ...rows.map((row) => row.high));
  const margin = (high - low || 1) * 0.04;
  const at = (value: number) => `${(((value - low + margin) / (high - low + 2 * margin)) * 100).toFixed(2)}%`;
  return html`<figure class="intervals">
<figcaption>${title}</figcaption>
${rows.map(
  (row) => html`<div class="interval ${sureness(row)}">
<span class="name">${row.name}</span>
<span class="number">${signed(row.difference)} <small>${signed(row.low)} to ${signed(row.high)}</small></span>
<svg width="100%" height="18" role="img" aria-label="${row.name}: ${signed(row.low)} to ${signed(row.high)}">
<line class="zero" x1="${at(0)}" x2="${at(0)}" y1="0" y2="18"/>
<line class="range" x1="${at(row.low)}" x2="${at(row.high)}" y1="9" y2="9"/>
<circle cx="${at(row.difference)}" cy="9" r="4.5"/>
</svg>
</div>`,
)}
<svg class="interval-zero" width="100%" height="16" aria-hidden="true"><text x="${at(0)}" y="12">0</text></svg>
</figure>`;
}
