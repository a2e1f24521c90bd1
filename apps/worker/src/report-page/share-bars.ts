import { percent } from './figures.ts';
import { type Html, html } from './html.ts';

export interface ShareBar {
  readonly name: string;
  /** One share a band, together 1. */
  readonly shares: readonly number[];
  readonly emphasis?: 'model' | 'reference';
}

/** Bars of the same length, divided alike: how different makers spread over the same bands. */
export function shareBars(bands: readonly string[], bars: readonly ShareBar[]): Html {
  return html`<div class="legend">${bands.map((band, b) => html`<span><i class="band-${b}"></i>${band}</span>`)}</div>
<div class="shares">${bars.map(
    ({ name, shares, emphasis }) => html`<div class="share-row ${emphasis ?? ''}">
<span class="name">${name}</span>
<div class="bar" role="img" aria-label="${name}: ${bands.map((band, b) => `${band} ${percent(shares[b])}`).join(', ')}">
${shares.map(
  (share, b) =>
    share > 0 &&
    html`<span class="band-${b}" style="width:${(share * 100).toFixed(2)}%" title="${bands[b]}: ${percent(share)}">${
      share >= 0.08 ? percent(share) : ''
    }</span>`,
)}
</div>
</div>`,
  )}</div>`;
}
