import { resolve } from 'node:path';
import { logWarnings, readDataset } from '@twotower/data';
import { evaluateBundle, loadEngine } from '@twotower/trainer';
import { chosenTarget } from '../chosen-target.ts';
import type { CommonFlags } from '../common-flags.ts';
import type { Console } from '../console.ts';
import { metricsTable } from '../metrics-table.ts';
import { readSettings } from '../settings.ts';
import { findConfig, findStoreFolder, readingProgress, sayWarnings, withStore } from '../workplace.ts';

export interface EvaluateFlags extends CommonFlags {
  readonly bundle?: string;
  readonly events?: string;
}

/** `evaluate`: a bundle against a log of events it has not learnt from. */
export async function evaluateCommand(flags: EvaluateFlags, output: Console): Promise<void> {
  const loaded = await findConfig(flags);
  const { config } = loaded;
  const folder = await findStoreFolder(flags, loaded);
  const data = flags.events ? { ...config.data, events: resolve(flags.events) } : config.data;
  const { dataset, summary } = await readDataset({ ...config, data }, loaded.folder, {
    onProgress: readingProgress(output),
  });
  const warnings = logWarnings(dataset, summary, config);
  sayWarnings(warnings, output);
  const engine = await loadEngine(readSettings().engine);
  await withStore(folder, async (store) => {
    const { bundleId } = await chosenTarget(store, flags);
    const bundle = await store.bundles.open(bundleId);
    const measured = await evaluateBundle(engine, bundle, dataset, config.evaluation);
    const report = { ...measured, warnings: [...warnings, ...measured.warnings] };
    output.result(report, metricsTable(report, warnings));
  });
}
