import type { Dataset, DatasetDescription } from './dataset.ts';
import { memoryDataset } from './memory-dataset.ts';

/** Opens the dataset a description stands for, in this or another thread. */
export async function openDataset(description: DatasetDescription): Promise<Dataset> {
  if (description.kind === 'memory') {
    return memoryDataset(description);
  }
  const opener = await import(description.module);
  return opener.openDataset(description.options);
}
