import { type Html, html } from './html.ts';
import type { PageInput } from './page-input.ts';

/** Which settings were tried where the config left them open, and what was chosen; nothing where nothing was. */
export function choiceSection({ report: { choice } }: PageInput): Html | undefined {
  if (choice === undefined) {
    return undefined;
  }
  const { metric, chosen, changes, tried } = choice;
  return html`<section>
<h2>Settings tried</h2>
<p>The config leaves them open, so they were tried on the validation part, the best third for twice as long each time. Chosen: <strong>${chosen}</strong>.</p>
<div class="scroll"><table>
<thead><tr><th>setting</th><th>epochs</th><th>best ${metric}</th></tr></thead>
<tbody>${tried.map(
    ({ name, epochs, value }) =>
      html`<tr><th>${name}</th><td>${String(epochs)}</td><td>${value === null ? 'failed' : value.toFixed(4)}</td></tr>`,
  )}</tbody>
</table></div>
${changes.length > 0 && html`<details><summary>What it changed</summary><pre>${changes.join('\n')}</pre></details>`}
</section>`;
}
