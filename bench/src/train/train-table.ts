import { markdownTable } from '../results-table.ts';
import type { ContenderName } from './contenders.ts';
import type { BatchSummary } from './train-results.ts';

const titles: Readonly<Record<ContenderName, string>> = {
  kernel: '**ours**: the step',
  product: '**ours**: a training run',
  tensorflow: 'ours without the kernel',
  wasm: 'ours on WebAssembly',
  tfrs: 'TensorFlow Recommenders',
  torch: 'PyTorch',
};

/** Rates of all contenders by batch size, with the ratio to the better peer behind each of ours, and the limit. */
export function trainTable(summaries: readonly BatchSummary[]): string {
  const measured = (Object.keys(titles) as ContenderName[]).filter((name) =>
    summaries.some(({ samplesPerSecond }) => samplesPerSecond[name] !== undefined),
  );
  const rows = measured.map((name) => [
    titles[name],
    ...summaries.map(({ samplesPerSecond, ratios }) => cell(samplesPerSecond[name], ratios[name])),
  ]);
  const limits = [
    ['limit: matrix products alone', ...summaries.map(({ limit }) => cell(limit?.samplesPerSecond))],
    ['share of it that the step reaches', ...summaries.map(({ limit }) => percent(limit?.reached))],
  ];
  return markdownTable(
    ['samples/s (to the better peer)', ...summaries.map(({ batch }) => `batch ${batch}`)],
    [...rows, ...(summaries.some(({ limit }) => limit) ? limits : [])],
  );
}

function cell(rate: number | undefined, ratio?: number): string {
  return rate === undefined
    ? '-'
    : `${Math.round(rate / 1000)}k${ratio === undefined ? '' : ` (${ratio.toFixed(2)})`}`;
}

function percent(share: number | undefined): string {
  return share === undefined ? '-' : `${Math.round(100 * share)} %`;
}
