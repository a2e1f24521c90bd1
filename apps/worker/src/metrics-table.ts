import type { Report } from '@twotower/schema';
import { hintWords } from './hint-words.ts';
import { leftOutWords } from './left-out-words.ts';
import { mainMetric, strongestBaseline, strongestInSlice } from './main-metric.ts';
import { verdictWords } from './verdict-words.ts';
import { windowWords } from './window-words.ts';

/**
 * Model and baselines side by side, the lift over the best baseline last.
 *
 * @param said warnings that people have read already, as those of the log before it was trained on
 */
export function metricsTable(report: Report, said: readonly string[] = []): string {
  const { protocol } = report;
  const warnings = report.warnings.filter((warning) => !said.includes(warning));
  if (protocol.part === 'none') {
    return warnings.join('\n');
  }
  const names = Object.keys(report.baselines);
  const wanted = Object.keys(report.metrics).filter((name) =>
    /^(recall|ndcg|hr|coverage|interaction-hr)@/.test(name),
  );
  const header = ['', 'two-tower', ...names, 'lift'];
  const rows = wanted.map((metric) => {
    const best = strongestBaseline(report, metric)?.value ?? 0;
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
  const windows = windowWords(protocol);
  return [
    title,
    ...(windows === undefined
      ? []
      : [`${windows}, each on a model that learnt all before it; means over users and windows together`]),
    line(header),
    ...rows.map(line),
    ...(report.verdict ? [`verdict: ${verdictWords(report.verdict)}`] : []),
    ...slicesLine(report),
    ...(report.leftOut ?? []).map((one) => `left out: ${leftOutWords(one)}`),
    ...(report.hints ?? []).map((hint) => `try ${hintWords(hint)}`),
    ...warnings.map((warning) => `warning: ${warning}`),
  ].join('\n');
}

/** The model's main metric by group of users and items, beside the best baseline there; groups by feature are left to `--json`. */
function slicesLine(report: Report): string[] {
  const metric = mainMetric(report.metrics);
  const groups = Object.keys(report.slices).filter((name) => !name.includes('='));
  if (metric === undefined || groups.length < 2) {
    return [];
  }
  const parts = groups.map((name) => {
    const best = strongestInSlice(report, metric, name);
    const beside = best ? ` (${best.name} ${best.value.toFixed(4)})` : '';
    return `${name} ${report.slices[name][metric].toFixed(4)}${beside}`;
  });
  return [`${metric} by group: ${parts.join(', ')}`];
}
