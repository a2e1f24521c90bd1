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
import { type RollingSplit, rollingLabels, rollingWindows, type TimeWindow } from './rolling.ts';

/** Three datasets over the same users and items; a part of share 0 has no events. */
export interface DatasetSplit extends Parts {
  readonly kind: SplitConfig['kind'];
  /** Of a rolling split: when the test part lies. */
  readonly window?: TimeWindow;
  /** Of a rolling split: the windows after this one, each cut when it is asked for. Theirs have no validation part. */
  readonly later?: readonly (() => DatasetSplit)[];
}

/**
 * Cuts the events of a dataset into a training, a validation and a test part; users and items stay shared. The parts of
 * an encoded log lie on disk beside it, those of each window too. A rolling split is the first window's, with the others behind
 * it; without a test part it is a temporal one.
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
  if (split.kind === 'rolling' && test === 'held-out') {
    return rolling(dataset, split);
  }
  const parts = cut(dataset, [split, test], () => partLabels(dataset, split, test));
  return { kind: split.kind, ...parts };
}

function rolling(dataset: Dataset, split: RollingSplit): DatasetSplit {
  const window = (w: TimeWindow, validation: number): DatasetSplit => ({
    kind: split.kind,
    window: w,
    ...cut(dataset, [split, w, validation], () => rollingLabels(dataset, w, validation)),
  });
  const [first, ...others] = rollingWindows(dataset, split);
  return { ...window(first, split.validation), later: others.map((w) => () => window(w, 0)) };
}

/**
 * @param named what identifies the cut, on disk and in errors
 * @param labels those of a pass over the dataset
 */
function cut(dataset: Dataset, named: readonly unknown[], labels: () => PartLabels): Parts {
  const { description } = dataset;
  const parts =
    description.kind === 'memory'
      ? partsInMemory(dataset, labels())
      : partsOnDisk(dataset, description.options.folder, JSON.stringify(named), labels);
  if (!hasPositive(parts.train)) {
    throw new DataError(
      `split: no positive event is left to train on (${JSON.stringify(named[0])}); lower the shares or use kind: 'random'`,
    );
  }
  return parts;
}

/** What is cut where the config says nothing: by time where the log has times, else at random. */
export function defaultSplit(dataset: Dataset): SplitConfig {
  const shares = { validation: 0.05, test: 0.1 };
  return hasTimes(dataset) ? { kind: 'temporal', ...shares } : { kind: 'random', ...shares, seed: 42 };
}

/**
 * The label of each event under a cut; stateful, so each pass over the dataset needs labels of its own. Of a rolling split all
 * windows together are the test part.
 */
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
    case 'rolling':
      return test === 'held-out' ? allWindows(dataset, split) : byTime(dataset, asTemporal(split), false);
    case 'files':
      return typeof split.validation === 'number'
        ? byFile(dataset, split.validation, split.seed)
        : ({ events }) => events.origin;
  }
}

function allWindows(dataset: Dataset, split: RollingSplit): PartLabels {
  const [{ from }] = rollingWindows(dataset, split);
  return rollingLabels(dataset, { from, to: Number.POSITIVE_INFINITY }, split.validation);
}

function asTemporal({ validation }: RollingSplit): Extract<SplitConfig, { kind: 'temporal' }> {
  return { kind: 'temporal', validation, test: 0 };
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
