import type { Report } from '@twotower/schema';
import { cutOff, mainMetric, strongestInSlice } from '../main-metric.ts';
import { figure, signed, whole } from './figures.ts';
import { foreign, type Html, html } from './html.ts';
import { sureness } from './interval-chart.ts';
import type { PageInput } from './page-input.ts';

/** The model beside the baseline that is best there, for groups of users and of items. */
export function slicesSection({ report }: PageInput): Html | undefined {
  const main = mainMetric(report.metrics);
  const names = Object.keys(report.slices);
  if (main === undefined || names.length === 0) {
    return undefined;
  }
  const recall = `recall@${cutOff(main)}`;
  const byFeature = names.filter((name) => name.includes('='));
  const others = names.filter((name) => !name.includes('='));
  return html`<section>
<h2>Groups of users and items</h2>
<p>Each group beside the baseline that is best in it. Known users have positives in training, new ones have none. Head items
hold the first third of all training positives, the torso the second, the tail the last; cold items have none. For a group of
items only the test items in it count as hits.</p>
${slicesTable(report, others, main)}
<details><summary>The same in ${recall}</summary>${slicesTable(report, others, recall)}</details>
${
  byFeature.length > 0 &&
  html`<details><summary>By feature: ${byFeature.length} groups of at least 30 users</summary>${slicesTable(report, byFeature, main)}</details>`
}
</section>`;
}

function slicesTable(report: Report, names: readonly string[], metric: string): Html {
  const greatest = Math.max(
    ...names.flatMap((name) => [
      report.slices[name][metric],
      strongestInSlice(report, metric, name)?.value ?? 0,
    ]),
  );
  const bar = (value: number, whose: string): Html =>
    html`<i class="bar ${whose}" style="width:${((value / (greatest || 1)) * 100).toFixed(1)}%"></i>`;
  const row = (name: string): Html => {
    const value = report.slices[name][metric];
    const rival = strongestInSlice(report, metric, name);
    const interval = rival && report.sliceIntervals?.[name]?.[rival.name]?.[metric];
    return html`<tr><th scope="row">${foreign(labelOf(name))}</th>
<td>${report.sliceUsers ? whole(report.sliceUsers[name] ?? 0) : '–'}</td>
<td class="model">${figure(value)}</td>
<td>${rival ? html`${figure(rival.value)} <small>${rival.name}</small>` : '–'}</td>
<td class="bars">${bar(value, 'ours')}${rival && bar(rival.value, 'theirs')}</td>
<td class="${interval ? sureness(interval) : ''}">${rival ? signed(value - rival.value) : '–'}${
      interval && html`<br><small>${signed(interval.low)} to ${signed(interval.high)}</small>`
    }</td></tr>`;
  };
  const groups = [...new Set(names.map(groupOf))];
  return html`<div class="scroll"><table class="slices">
<thead><tr><th></th><th>users</th><th class="model">two-tower</th><th>best baseline there</th><th class="bars">${metric}</th><th>difference</th></tr></thead>
${groups.map(
  (group) =>
    html`<tbody><tr class="group"><th colspan="6" scope="rowgroup">${foreign(group)}</th></tr>${names.filter((name) => groupOf(name) === group).map(row)}</tbody>`,
)}
</table></div>`;
}

const ofItems = 'item.';

/** What a slice's name is one of: `Users by country` of `country=DE`. */
function groupOf(name: string): string {
  const equals = name.indexOf('=');
  if (equals < 0) {
    return name.endsWith('-items') ? 'Items by popularity' : 'Users';
  }
  return name.startsWith(ofItems)
    ? `Items by ${name.slice(ofItems.length, equals)}`
    : `Users by ${name.slice(0, equals)}`;
}

function labelOf(name: string): string {
  const equals = name.indexOf('=');
  return equals < 0 ? name.replace('-items', '') : name.slice(equals + 1);
}
