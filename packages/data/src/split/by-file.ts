import { type Dataset, userBlocks } from '@twotower/features';
import { byChance } from './by-chance.ts';
import type { PartLabels } from './part-labels.ts';

/** The rows of the test file are the test part; of the training file's, that share is drawn for validation. */
export function byFile(dataset: Dataset, validation: number, seed: number): PartLabels {
  const drawn = byChance(rowsOfTraining(dataset), { validation, test: 0, seed });
  return (block) => {
    const { origin } = block.events;
    const training = drawn(origin.reduce((count, file) => count + (file === 0 ? 1 : 0), 0));
    let next = 0;
    return origin.map((file) => (file === 0 ? training[next++] : file));
  };
}

function rowsOfTraining(dataset: Dataset): number {
  let rows = 0;
  for (const { events } of userBlocks(dataset)) {
    rows += events.origin.reduce((count, file) => count + (file === 0 ? 1 : 0), 0);
  }
  return rows;
}
