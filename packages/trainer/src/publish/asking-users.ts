import { encodeTower, type TwoTowerModel } from '@twotower/core';
import type { Engine } from '@twotower/core/train';
import { selectUsers } from '@twotower/features';
import type { TrainingData } from '../prepare/prepare.ts';

const most = 200;

/** Vectors `[n, dim]` of up to 200 users with positives, spread evenly: such as will ask an index. */
export function askingUsers(
  { kernel }: Pick<Engine, 'kernel'>,
  model: TwoTowerModel,
  { known, positives, encodedUsers, encodedItems }: TrainingData,
): Float32Array {
  const active = Int32Array.from(known.keys()).filter((user) => known[user] === 1);
  const count = Math.min(most, active.length);
  const users = Int32Array.from({ length: count }, (_, i) => active[Math.floor((i * active.length) / count)]);
  const items = Array.from(users, (user) => Array.from(positives.readUsers(user, user + 1).item));
  const starts = new Int32Array(count);
  const ends = new Int32Array(count);
  items.forEach((list, i) => {
    starts[i] = i === 0 ? 0 : ends[i - 1];
    ends[i] = starts[i] + list.length;
  });
  const rows = Int32Array.from(items.flat(), (item) => encodedItems.idRows[item]);
  const batch = selectUsers(encodedUsers, users, { histories: { starts, ends, rows } });
  return encodeTower(model, 'user', batch, undefined, kernel);
}
