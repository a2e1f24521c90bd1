import { runExperiment } from '@twotower/trainer';
import type { CommonFlags } from '../common-flags.ts';
import type { Console } from '../console.ts';
import { metricsTable } from '../metrics-table.ts';
import { gatherPage, pageExhibits } from '../report-page/gather.ts';
import { reportPage } from '../report-page/page.ts';
import { checkPagePath, writePage } from '../report-page/write-page.ts';
import { openTrainingEngine } from '../tensorflow/training-engine.ts';
import { findConfig, findStoreFolder, readLog } from '../workplace.ts';

export interface ExperimentFlags extends CommonFlags {
  readonly report?: string;
}

/** `experiment`: split, train and evaluate on the test part in one run; writes nothing but the page of `--report`. */
export async function experimentCommand(flags: ExperimentFlags, output: Console): Promise<void> {
  const page = flags.report === undefined ? undefined : checkPagePath(flags.report);
  const loaded = await findConfig(flags);
  const { config } = loaded;
  const folder = await findStoreFolder(flags, loaded);
  const { split, readSeconds, warnings } = await readLog(loaded, folder, 'held-out', output);
  const engine = await openTrainingEngine(loaded.config, split, output);
  const exhibits = page === undefined ? undefined : pageExhibits(config, split);
  const result = await runExperiment('test', {
    engine,
    config,
    stated: loaded.stated,
    split,
    readSeconds,
    warnings,
    onProgress: output.progress,
    onRanked: exhibits?.add,
  });
  output.result(result.report, metricsTable(result.report, warnings));
  if (page !== undefined && exhibits) {
    writePage(page, reportPage(gatherPage(result, exhibits, { config: result.config, split, engine })));
    output.say(`Wrote ${page}`);
  }
}
