import { inspectDataset, readDataset, renderInspection } from '@twotower/data';
import { describeSource } from '@twotower/schema';
import type { CommonFlags } from '../common-flags.ts';
import type { Console } from '../console.ts';
import { findConfig, findStoreFolder, readingProgress } from '../workplace.ts';

/** `inspect`: what was read, before anything is trained. */
export async function inspectCommand(flags: CommonFlags, output: Console): Promise<void> {
  const loaded = await findConfig(flags);
  const { config, folder } = loaded;
  output.say(`Reading ${describeSource(config.data.events)}`);
  const scratch = await findStoreFolder(flags, loaded);
  const { dataset, summary } = await readDataset(config, folder, {
    scratch,
    onProgress: readingProgress(output),
  });
  const inspection = inspectDataset(dataset, summary, config);
  output.result(inspection, renderInspection(inspection));
}
