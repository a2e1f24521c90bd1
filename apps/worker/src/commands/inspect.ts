import { inspectDataset, readDataset, renderInspection } from '@twotower/data';
import type { Console } from '../console.ts';
import { type CommonFlags, findConfig } from '../workplace.ts';

/** `inspect`: what was read, before anything is trained. */
export async function inspectCommand(flags: CommonFlags, output: Console): Promise<void> {
  const { config, folder } = await findConfig(flags);
  const { dataset, summary } = await readDataset(config, folder);
  const inspection = inspectDataset(dataset, summary);
  output.result(inspection, renderInspection(inspection));
}
