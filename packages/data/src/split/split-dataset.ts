import { type Dataset, userBlocks } from '@twotower/features';
import type { SplitConfig } from '@twotower/schema';
import { DataError } from '../error.ts';
import { byChance } from './by-chance.ts';
import { byFile } from './by-file.ts';
import { byTime } from './by-time.ts';
import { leaveLastOut } from './leave-last-out.ts';
import type { PartLabels } from './part-labels.ts';
import { type Parts, partsInMemory, partsOnDisk } from './parts.ts';
import { hasTimes } from './positive-instants.ts';

/** Three datasets over the same users and items; a part of share 0 has no events. */
export interface DatasetSplit extends Parts {
  readonly kind: SplitConfig['kind'];
}

/**
 * Cuts the events of a dataset into a training, a validation and a test part; users and items stay shared. The parts of
 * an encoded log lie on disk beside it.
 *
 * @param split by default {@link defaultSplit}
 * @param test `to-training` gives the test part to those before it; the test file of `split: files` stays apart
 * @throws DataError where no positive is left to train on, or the split is temporal and the log has no times
 */
export function splitDataset(
  dataset: Dataset,
  split: SplitConfig = defaultSplit(dataset),
  test: 'held-out' | 'to-training' = 'held-out',
): DatasetSplit {
  const labels = () => partLabels(dataset, split, test);
  const { description } = dataset;
  const parts =
    description.kind === 'memory'
      ? partsInMemory(dataset, labels())
      : partsOnDisk(dataset, description.options.folder, JSON.stringify([split, test]), labels);
  if (!hasPositive(parts.train)) {
    throw new DataError(
      `split: no positive event is left to train on (${JSON.stringify(split)}); lower the shares or use kind: 'random'`,
    );
  }
  return { kind: split.kind, ...parts };
}

/** What is cut where the config says nothing: by time where the log has times, else at random. */
export function defaultSplit(dataset: Dataset): SplitConfig {
  const shares = { validation: 0.05, test: 0.1 };
  return hasTimes(dataset) ? { kind: 'temporal', ...shares } : { kind: 'random', ...shares, seed: 42 };
}

/** The label of each event under a cut; stateful, so each pass over the dataset needs labels of its own. */
export function partLabels(
  dataset: Dataset,
  split: SplitConfig,
  test: 'held-out' | 'to-training',
): PartLabels {
  switch (split.kind) {
    case 'temporal':
      checkShares(split);
      return byTime(dataset, split, test === 'held-out');
    case 'random':
      checkShares(split);
      return everyRow(byChance(dataset.length, test === 'held-out' ? split : { ...split, test: 0 }));
    case 'leave-last-out':
      return leaveLastOut(test === 'held-out' ? 2 : 1);
    case 'files':
      return typeof split.validation === 'number'
        ? byFile(dataset, split.validation, split.seed)
        : ({ events }) => events.origin;
  }
}

function everyRow(draw: (rows: number) => Uint8Array): PartLabels {
  return ({ events }) => draw(events.length);
}

function checkShares({ validation, test }: { readonly validation: number; readonly test: number }): void {
  if (validation + test >= 1) {
    throw new DataError(
      `split: validation ${validation} and test ${test} leave nothing to train on; together they must stay below 1`,
    );
  }
}

function hasPositive(dataset: Dataset): boolean {
  for (const { events } of userBlocks(dataset)) {
    if (events.positive.includes(1)) {
      return true;
    }
  }
  return false;
}
