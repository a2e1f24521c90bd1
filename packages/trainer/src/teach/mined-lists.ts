import { type Random, seededRandom, type TwoTowerModel } from '@twotower/core';
import type { Engine } from '@twotower/core/train';
import type { RankedLists } from '@twotower/sampling';
import { bestItems, usersAtOnce } from '../examine/best-items.ts';
import { modelScorer } from '../examine/model-scorer.ts';
import { UserRuns } from '../prepare/items-by-user.ts';
import { readUserList } from '../prepare/positives.ts';
import type { TrainingData } from '../prepare/prepare.ts';

/** Items kept of each user's window of ranks: enough for an epoch's draws, whatever the window. */
const keptPerUser = 32;

/**
 * What the model, as it stands, ranks for each user with training positives within `ranks`, the whole catalogue in exact
 * order: a random 32 of the window a user, `[users, 32]`, padded with -1.
 *
 * @param ranks first and last, from 1
 */
export function mineLists(
  engine: Engine,
  model: TwoTowerModel,
  data: TrainingData,
  [from, to]: readonly [number, number],
  seed: number,
): RankedLists {
  const random = seededRandom(seed);
  const scorer = modelScorer(engine, model, data);
  const users = Int32Array.from(data.known.keys()).filter((user) => data.known[user] === 1);
  const rowsPerBlock = usersAtOnce(scorer, data.items);
  const length = Math.min(to, data.items);
  const rank = bestItems(scorer, data.items, length);
  const runs = new UserRuns(data.users);
  const width = Math.min(keptPerUser, Math.max(0, length - from + 1));
  const items = new Int32Array(data.users * width).fill(-1);
  try {
    for (let start = 0; start < users.length; start += rowsPerBlock) {
      const block = users.subarray(start, start + rowsPerBlock);
      const history = runs.of(readUserList(data.positives, block));
      const rankingOf = rank(
        { users: block, history },
        { offsets: new Int32Array(block.length + 1), items: none },
      );
      block.forEach((user, row) => {
        const window = rankingOf(row).subarray(from - 1);
        pickFirst(window, width, random);
        items.set(window.subarray(0, width), user * width);
      });
    }
  } finally {
    scorer.dispose();
  }
  // Any rank of the window is as good as another, so a list begins where the window does.
  return { by: 'user', items, width, firstRank: from };
}

const none = new Int32Array(0);

/** Puts a random choice of `count` values first. */
function pickFirst(values: Int32Array, count: number, random: Random): void {
  for (let i = 0; i < Math.min(count, values.length); i++) {
    const j = i + random.integer(values.length - i);
    [values[i], values[j]] = [values[j], values[i]];
  }
}
