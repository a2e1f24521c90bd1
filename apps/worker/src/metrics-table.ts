import type { Metrics, Report } from '@twotower/schema';

/** Model and baselines side by side, the lift over the best baseline last. */
export function metricsTable(report: Report): string {
  const { protocol } = report;
  if (protocol.part === 'none') {
    return report.warnings.join('\n');
  }
  const names = Object.keys(report.baselines);
  const wanted = Object.keys(report.metrics).filter((name) =>
    /^(recall|ndcg|hr|coverage|interaction-hr)@/.test(name),
  );
  const header = ['', 'two-tower', ...names, 'lift'];
  const rows = wanted.map((metric) => {
    const best = Math.max(...names.map((name) => report.baselines[name][metric]));
    const lift = best > 0 ? `${(((report.metrics[metric] - best) / best) * 100).toFixed(0)} %` : '-';
    return [
      metric,
      report.metrics[metric].toFixed(4),
      ...names.map((name) => report.baselines[name][metric].toFixed(4)),
      names.length > 0 ? lift : '-',
    ];
  });
  const widths = header.map((_, c) => Math.max(...[header, ...rows].map((row) => row[c].length)));
  const line = (row: string[]): string =>
    row.map((cell, c) => (c === 0 ? cell.padEnd(widths[c]) : cell.padStart(widths[c]))).join('  ');
  const title =
    `${protocol.part} part of a ${protocol.split} split: ${protocol.users} users, ${protocol.testEvents} test pairs, ` +
    `all ${protocol.items} items ranked, seen items ${protocol.seen === 'mask' ? 'masked' : 'kept'}`;
  return [
    title,
    line(header),
    ...rows.map(line),
    ...differenceLine(report),
    ...slicesLine(report),
    ...report.warnings.map((w) => `warning: ${w}`),
  ].join('\n');
}

/** `ndcg@20 over item-knn: +0.0554 (95 % +0.0412 to +0.0690)`, the baseline being the best one. */
function differenceLine({ metrics, baselines, intervals = {} }: Report): string[] {
  const metric = mainMetric(metrics);
  const best = Object.keys(intervals)
    .filter((name) => metric !== undefined && intervals[name][metric] !== undefined)
    .sort((a, b) => baselines[b][metric ?? ''] - baselines[a][metric ?? ''])
    .at(0);
  if (metric === undefined || best === undefined) {
    return [];
  }
  const { difference, low, high } = intervals[best][metric];
  return [`${metric} over ${best}: ${signed(difference)} (95 % ${signed(low)} to ${signed(high)})`];
}

/** The model's main metric by group of users and items, beside the best baseline there; groups by feature are left to `--json`. */
function slicesLine({ metrics, slices, baselineSlices = {} }: Report): string[] {
  const metric = mainMetric(metrics);
  const groups = Object.keys(slices).filter((name) => !name.includes('='));
  if (metric === undefined || groups.length < 2) {
    return [];
  }
  const beside = (group: string): string => {
    const [best] = Object.entries(baselineSlices)
      .map(([name, own]) => ({ name, value: own[group]?.[metric] ?? 0 }))
      .sort((a, b) => b.value - a.value);
    return best ? ` (${best.name} ${best.value.toFixed(4)})` : '';
  };
  const parts = groups.map((name) => `${name} ${slices[name][metric].toFixed(4)}${beside(name)}`);
  return [`${metric} by group: ${parts.join(', ')}`];
}

/** The metric that training watches: ndcg at 20, or at the first cut-off. */
function mainMetric(metrics: Metrics): string | undefined {
  return 'ndcg@20' in metrics ? 'ndcg@20' : Object.keys(metrics).find((name) => name.startsWith('ndcg@'));
}

function signed(value: number): string {
  return `${value < 0 ? '' : '+'}${value.toFixed(4)}`;
}
