import { cutOff, mainMetric } from '../main-metric.ts';
import { figure } from './figures.ts';
import { type Html, html } from './html.ts';
import type { PageInput } from './page-input.ts';
import { bandNames, bandOfItems, bandShares } from './popularity-bands.ts';
import { type ShareBar, shareBars } from './share-bars.ts';

/** How popular what is recommended is, beside what users took in training and beside the catalogue itself. */
export function popularitySection({ report, counts, shown }: PageInput): Html | undefined {
  const main = mainMetric(report.metrics);
  if (main === undefined || shown.length === 0) {
    return undefined;
  }
  const k = cutOff(main);
  const bands = bandOfItems(counts);
  const bars: ShareBar[] = [
    {
      name: 'the catalogue',
      shares: bandShares(bands, new Uint8Array(counts.length).fill(1)),
      emphasis: 'reference',
    },
    { name: 'taken in training', shares: bandShares(bands, counts), emphasis: 'reference' },
    ...shown.map(({ scorer, items }) => ({
      name: scorer,
      shares: bandShares(bands, items),
      ...(scorer === 'two-tower' && { emphasis: 'model' as const }),
    })),
  ];
  const metrics = { 'two-tower': report.metrics, ...report.baselines };
  const columns = [`coverage@${k}`, `gini@${k}`, `popularity@${k}`];
  return html`<section>
<h2>What is recommended</h2>
<p>The places 1 to ${k} of all users' lists by how popular their items were in training. A recommender that only knows
popularity fills them with the first band.</p>
${shareBars(bandNames, bars)}
<div class="scroll"><table>
<thead><tr><th></th><th>share of the catalogue shown</th><th>Gini: 0 even, 1 one item</th><th>mean popularity percentile</th></tr></thead>
<tbody>${Object.entries(metrics).map(
    ([name, own]) =>
      html`<tr><th scope="row">${name}</th>${columns.map((column) => html`<td>${figure(own[column])}</td>`)}</tr>`,
  )}</tbody>
</table></div>
</section>`;
}
