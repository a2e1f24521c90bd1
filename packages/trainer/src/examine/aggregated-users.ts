import type { TwoTowerModel } from '@twotower/core';
import type { Engine } from '@twotower/core/train';
import { toldEntities } from '@twotower/features';
import { UserRuns } from '../prepare/items-by-user.ts';
import { readUserList } from '../prepare/positives.ts';
import type { TrainingData } from '../prepare/prepare.ts';
import { answeredUsers } from './answered-users.ts';

/**
 * `[items * dim]`: of each item the sum over its training positives of `u / sqrt(d_u d_i)`, with the vector u of the positive's user
 * and the numbers of positives d of both.
 *
 * @param vectors of the item tower, `[items * dim]`
 */
export function aggregatedUsers(
  engine: Engine,
  model: TwoTowerModel,
  data: TrainingData,
  vectors: Float32Array,
): Float32Array {
  const { dim } = model;
  const { counts, positives } = data;
  const sums = new Float32Array(vectors.length);
  const answers = { dim, vectors, told: toldEntities(data.encodedItems), counts };
  const known = Int32Array.from(data.known.keys()).filter((user) => data.known[user] === 1);
  const runs = new UserRuns(data.users);
  for (let start = 0; start < known.length; start += usersAtOnce) {
    const users = known.subarray(start, start + usersAtOnce);
    const history = runs.of(readUserList(positives, users));
    const { vectors: encoded } = answeredUsers(engine, model, data, answers, { users, history }, 0);
    users.forEach((user, r) => {
      const items = history.items.subarray(history.starts[user], history.ends[user]);
      for (const item of items) {
        const weight = 1 / Math.sqrt(items.length * counts[item]);
        for (let c = 0; c < dim; c++) sums[item * dim + c] += weight * encoded[r * dim + c];
      }
    });
  }
  return sums;
}

const usersAtOnce = 4096;
