import { publishedConfig } from '@twotower/schema';
import { duration, mebibytes, whole } from './figures.ts';
import { type Html, html } from './html.ts';
import type { PageInput } from './page-input.ts';

/** How long it took, on what, and with which settings; passwords are left out. */
export function settingsSection({ report: { timing }, config, machine }: PageInput): Html {
  const rows: [string, string | undefined][] = [
    ['reading', seconds(timing.readSeconds)],
    ['training', seconds(timing.trainSeconds)],
    ['samples a second', timing.samplesPerSecond > 0 ? whole(timing.samplesPerSecond) : undefined],
    ['threads in training', timing.workers > 0 ? String(timing.workers) : undefined],
    ['examining the model', seconds(timing.evaluateSeconds)],
    ['peak memory', bytes(timing.peakRssBytes)],
    ['peak memory with the baselines', bytes(timing.peakRssBytesWithBaselines)],
    ['engine', machine.engine],
    ['machine', `${machine.cores} cores, ${mebibytes(machine.memoryBytes)}, Node ${machine.node}`],
  ];
  return html`<section>
<h2>Time, memory and settings</h2>
<dl class="rows">${rows.map(([name, value]) => value !== undefined && html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
<details><summary>The whole config, defaults filled in</summary><pre>${JSON.stringify(publishedConfig(config), null, 2)}</pre></details>
</section>`;
}

function seconds(value: number | undefined): string | undefined {
  return value === undefined ? undefined : duration(value);
}

function bytes(value: number | undefined): string | undefined {
  return value === undefined ? undefined : mebibytes(value);
}
