import { type Dataset, joinEvents, memoryDataset, takeEvents, userBlocks } from '@twotower/features';
import type { Split } from '../prepare/prepare.ts';

/** So many events are enough to tell settings apart. */
const enough = 2_000_000;
/** Below so many a sample would save less than the winner's training, which a sample cannot begin, is worth. */
const large = 3 * enough;

export function isTooLarge(events: number): boolean {
  return events > large;
}

/** Every n-th user with all events, so that about {@link enough} are left, in memory; users and items keep their numbers. */
export function sampleUsers({ train, validation, ...split }: Split): Split {
  const every = Math.ceil(train.length / enough);
  return { ...split, train: sampled(train, every), validation: sampled(validation, every) };
}

function sampled(dataset: Dataset, every: number): Dataset {
  const { users, items, types, dictionaries } = dataset;
  const parts = [...userBlocks(dataset)].map(({ events }) => {
    const rows = Int32Array.from(events.user.keys()).filter((e) => events.user[e] % every === 0);
    return takeEvents(events, rows);
  });
  return memoryDataset({ users, items, types, dictionaries, events: joinEvents(parts) });
}
