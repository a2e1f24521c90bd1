import { loadTrainingEngine, runExperiment } from '@twotower/trainer';
import type { Console } from '../console.ts';
import { metricsTable } from '../metrics-table.ts';
import { readSettings } from '../settings.ts';
import { type CommonFlags, findConfig, findStoreFolder, readLog } from '../workplace.ts';

/** `experiment`: split, train and evaluate on the test part in one run; writes nothing. */
export async function experimentCommand(flags: CommonFlags, output: Console): Promise<void> {
  const loaded = await findConfig(flags);
  const folder = await findStoreFolder(flags, loaded);
  const { split, readSeconds } = await readLog(loaded, folder, 'held-out', output);
  const engine = await loadTrainingEngine(readSettings().engine, loaded.config, split);
  output.say(`Engine: ${engine.name} (${engine.reason})`);
  const { report } = await runExperiment('test', {
    engine,
    config: loaded.config,
    split,
    readSeconds,
    onProgress: output.progress,
  });
  output.result(report, metricsTable(report));
}
