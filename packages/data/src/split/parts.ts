import { createHash } from 'node:crypto';
import { basename, join } from 'node:path';
import { findHeld, makeHeld } from '@twotower/durable';
import {
  type Dataset,
  type EventColumns,
  joinEvents,
  memoryDataset,
  takeEvents,
  userBlocks,
} from '@twotower/features';
import { openEncoded } from '../events/encode-log.ts';
import { ShardWriter } from '../events/shards.ts';
import { type PartLabels, type PartName, partNames } from './part-labels.ts';

export type Parts = Readonly<Record<PartName, Dataset>>;

/** Cuts a dataset in memory into datasets in memory. */
export function partsInMemory(dataset: Dataset, labels: PartLabels): Parts {
  const parts: EventColumns[][] = partNames.map(() => []);
  eachPart(dataset, labels, (part, events) => parts[part].push(events));
  const { users, items, types, dictionaries, timeForms } = dataset;
  const open = (part: number): Dataset =>
    memoryDataset({ users, items, types, dictionaries, timeForms, events: joinEvents(parts[part]) });
  return { train: open(0), validation: open(1), test: open(2) };
}

/**
 * Cuts an encoded log into three, in a folder beside its events; a cut that was made before is found again.
 *
 * @param folder of the encoded log
 * @param split what identifies the cut
 */
export function partsOnDisk(
  dataset: Dataset,
  folder: string,
  split: string,
  labels: () => PartLabels,
): Parts {
  const target = join(folder, `split-${createHash('sha256').update(split).digest('hex').slice(0, 16)}`);
  const cut = (into: string): void => {
    const writers = partNames.map((part) => new ShardWriter(join(into, part), dataset.users.ids.length));
    eachPart(dataset, labels(), (part, events, end) => writers[part].add(events, end));
    for (const writer of writers) {
      writer.finish();
    }
  };
  const name = basename(findHeld(target) ?? makeHeld(target, cut));
  const open = (part: PartName): Dataset => openEncoded(folder, join(name, part), dataset);
  return { train: open('train'), validation: open('validation'), test: open('test') };
}

function eachPart(
  dataset: Dataset,
  labels: PartLabels,
  take: (part: number, events: EventColumns, end: number) => void,
): void {
  for (const block of userBlocks(dataset)) {
    const label = labels(block);
    partNames.forEach((_, part) => {
      take(part, takeEvents(block.events, rowsOf(label, part)), block.end);
    });
  }
}

function rowsOf(labels: Uint8Array, part: number): Int32Array {
  const rows = new Int32Array(labels.length);
  let count = 0;
  for (let e = 0; e < labels.length; e++) {
    if (labels[e] === part) {
      rows[count++] = e;
    }
  }
  return rows.subarray(0, count);
}
