import { mainMetric } from '../main-metric.ts';
import { type Html, html } from './html.ts';
import { lineChart } from './line-chart.ts';
import type { PageInput } from './page-input.ts';

/** Loss and validation metric by epoch, the best epoch marked. */
export function trainingSection({ report: { curve, metrics } }: PageInput): Html | undefined {
  if (curve.length === 0) {
    return undefined;
  }
  const name = mainMetric(curve[0].validation ?? metrics) ?? '';
  const validation = curve.flatMap(({ epoch, validation: own }) =>
    own && name in own ? [{ x: epoch, y: own[name] }] : [],
  );
  const best = validation.reduce<{ x: number; y: number } | undefined>(
    (a, b) => (a && a.y >= b.y ? a : b),
    undefined,
  );
  return html`<section>
<h2>Training</h2>
<div class="pair">
${lineChart({ title: 'Loss', points: curve.map(({ epoch, loss }) => ({ x: epoch, y: loss })) })}
${
  best &&
  lineChart({
    title: `${name} on the validation part`,
    points: validation,
    mark: { ...best, label: `best: ${best.y.toFixed(4)} in epoch ${best.x}` },
  })
}
</div>
${
  best
    ? html`<p>The validation part decides after how many epochs to stop. What is examined was then trained anew for as many
epochs on training and validation part together.</p>`
    : html`<p>Nothing was held out for validation: all epochs were trained, and the last weights are examined.</p>`
}
</section>`;
}
