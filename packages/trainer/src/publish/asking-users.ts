import type { AnswerItems, TwoTowerModel } from '@twotower/core';
import type { Engine } from '@twotower/core/train';
import { answeredUsers } from '../examine/answered-users.ts';
import { UserRuns } from '../prepare/items-by-user.ts';
import { readUserList } from '../prepare/positives.ts';
import type { TrainingData } from '../prepare/prepare.ts';

const most = 200;

/**
 * Vectors `[n, dim]` of up to 200 users with positives, spread evenly, as the recall engine will ask an index by them.
 *
 * @param aggregation how much users get of their items
 */
export function askingUsers(
  engine: Pick<Engine, 'kernel'>,
  model: TwoTowerModel,
  data: TrainingData,
  answers: AnswerItems,
  aggregation: number,
): Float32Array {
  const active = Int32Array.from(data.known.keys()).filter((user) => data.known[user] === 1);
  const count = Math.min(most, active.length);
  const users = Int32Array.from({ length: count }, (_, i) => active[Math.floor((i * active.length) / count)]);
  const history = new UserRuns(data.users).of(readUserList(data.positives, users));
  const { vectors, sources } = answeredUsers(engine, model, data, answers, { users, history }, aggregation);
  return vectors.filter((_, i) => sources[Math.floor(i / model.dim)] !== 'popularity');
}
