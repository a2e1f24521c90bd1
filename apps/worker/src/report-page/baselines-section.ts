import type { Report } from '@twotower/schema';
import { leftOutWords } from '../left-out-words.ts';
import { cutOff, mainMetric } from '../main-metric.ts';
import { figure, signed } from './figures.ts';
import { type Html, html } from './html.ts';
import { intervalChart, sureness } from './interval-chart.ts';
import type { PageInput } from './page-input.ts';

/** Every metric of the model and of all baselines, and how sure the differences are. */
export function baselinesSection({ report }: PageInput): Html | undefined {
  const main = mainMetric(report.metrics);
  if (main === undefined) {
    return undefined;
  }
  const { leftOut = [] } = report;
  const k = cutOff(main);
  const intervals = Object.entries(report.intervals ?? {});
  const chart = (metric: string) =>
    intervalChart(
      `${metric}: model minus baseline`,
      intervals.map(([name, own]) => ({ name, ...own[metric] })),
    );
  const isMain = (metric: string) => cutOff(metric) === k;
  const others = Object.keys(report.metrics).filter((metric) => !isMain(metric));
  return html`<section>
<h2>${intervals.length > 0 ? 'Against the baselines' : 'Figures'}</h2>
${
  intervals.length > 0 &&
  html`<p>A dot is the difference over the same users, its line the 95 % interval of a paired bootstrap over users:
right of zero the model is better. It says how the difference varies between users, not between training runs.</p>
<div class="pair">${chart(main)}${chart(`recall@${k}`)}</div>`
}
${leftOut.length > 0 && html`<p>Not measured:</p><ul>${leftOut.map((one) => html`<li>${leftOutWords(one)}</li>`)}</ul>`}
${metricsTable(report, Object.keys(report.metrics).filter(isMain))}
${others.length > 0 && html`<details><summary>Other cut-offs</summary>${metricsTable(report, others)}</details>`}
${intervals.length > 0 && html`<details><summary>All intervals</summary>${intervalTable(intervals)}</details>`}
</section>`;
}

/** Metrics of which more is better: the best of a row is set in bold. */
const isQuality = (metric: string) => /^(recall|ndcg|hr|mrr|map|interaction-hr)@/.test(metric);

function metricsTable({ metrics, baselines }: Report, names: readonly string[]): Html {
  const columns = [metrics, ...Object.values(baselines)];
  const row = (metric: string): Html => {
    const best = Math.max(...columns.map((column) => column[metric]));
    return html`<tr><th scope="row">${metric}</th>${columns.map(
      (column, c) =>
        html`<td class="${c === 0 ? 'model' : ''} ${isQuality(metric) && column[metric] === best ? 'best' : ''}">${figure(column[metric])}</td>`,
    )}</tr>`;
  };
  return html`<div class="scroll"><table>
<thead><tr><th></th><th class="model">two-tower</th>${Object.keys(baselines).map((name) => html`<th>${name}</th>`)}</tr></thead>
<tbody>${names.map(row)}</tbody>
</table></div>`;
}

function intervalTable(
  intervals: readonly (readonly [string, NonNullable<Report['intervals']>[string]])[],
): Html {
  const metrics = Object.keys(intervals[0][1]);
  return html`<div class="scroll"><table>
<thead><tr><th></th>${intervals.map(([name]) => html`<th>${name}</th>`)}</tr></thead>
<tbody>${metrics.map(
    (metric) =>
      html`<tr><th scope="row">${metric}</th>${intervals.map(([, own]) => {
        const { difference, low, high } = own[metric];
        return html`<td class="${sureness(own[metric])}">${signed(difference)}<br><small>${signed(low)} to ${signed(high)}</small></td>`;
      })}</tr>`,
  )}</tbody>
</table></div>`;
}
