import { cutOff, mainMetric } from '../main-metric.ts';
import { duration, figure, mebibytes, whole } from './figures.ts';
import { foreign, type Html, html } from './html.ts';
import type { PageInput } from './page-input.ts';
import { protocolWords } from './protocol.ts';
import { pageVerdict } from './verdict.ts';

/** Name, verdict, the main figures, how they were measured, what to try, and what to be careful of. */
export function header({ report, config, madeAt }: PageInput): Html {
  const { kind, text } = pageVerdict(report);
  const { hints = [] } = report;
  return html`<header>
<p class="kicker">Experiment, ${madeAt.toISOString().slice(0, 16).replace('T', ' ')} UTC</p>
<h1>${foreign(config.name)}</h1>
<p class="verdict ${kind}">${text}</p>
<dl class="figures">${mainFigures(report).map(
    ([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`,
  )}</dl>
<ul class="protocol">${protocolWords(report).map((sentence) => html`<li>${sentence}</li>`)}</ul>
${
  hints.length > 0 &&
  html`<div class="hints"><h2>What to try</h2><ul>${hints.map(
    ({ key, change, expected }) => html`<li><code>${key}: ${change}</code> ${expected}</li>`,
  )}</ul></div>`
}
${
  report.warnings.length > 0 &&
  html`<div class="warnings"><h2>Warnings</h2><ul>${report.warnings.map((warning) => html`<li>${warning}</li>`)}</ul></div>`
}
</header>`;
}

function mainFigures({ metrics, timing }: PageInput['report']): [string, string][] {
  const main = mainMetric(metrics);
  const wanted =
    main === undefined ? [] : ['ndcg', 'recall', 'hr', 'coverage'].map((f) => `${f}@${cutOff(main)}`);
  const given = (name: string, format: (value: number) => string, label: string): [string, string][] =>
    timing[name] > 0 ? [[label, format(timing[name])]] : [];
  return [
    ...wanted.map((name): [string, string] => [name, figure(metrics[name])]),
    ...given('trainSeconds', duration, 'training'),
    ...given('samplesPerSecond', whole, 'samples a second'),
    ...given('peakRssBytes', mebibytes, 'peak memory'),
  ];
}
