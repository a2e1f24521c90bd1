import {
  type AnswerItems,
  type AnswerSource,
  answerSource,
  answerVector,
  encodeTower,
  readsHistory,
  type TwoTowerModel,
} from '@twotower/core';
import type { Engine } from '@twotower/core/train';
import { selectContext, selectUsers } from '@twotower/features';
import type { ScoredEntities } from './scored-entities.ts';
import type { ScoredUsers } from './scorer.ts';

/** Users' vectors `[users * dim]`, of length 1, and from what each is answered; of `popularity` the vector says nothing. */
export interface AnsweredUsers {
  readonly vectors: Float32Array;
  readonly sources: readonly AnswerSource[];
}

/**
 * What the recall engine would make of these users.
 *
 * @param aggregation how much users get of their items
 */
export function answeredUsers(
  { kernel }: Pick<Engine, 'kernel'>,
  model: TwoTowerModel,
  { encodedUsers, encodedItems, encodedContext }: ScoredEntities,
  answers: AnswerItems,
  { users, history: { starts, ends, items }, context }: ScoredUsers,
  aggregation: number,
): AnsweredUsers {
  const { dim } = model;
  const histories = { starts, ends, rows: items.map((item) => encodedItems.idRows[item]) };
  const batch = selectUsers(encodedUsers, users, {
    histories,
    ...(context && { context: selectContext(encodedContext, context.columns, context.rows) }),
  });
  const vectors = encodeTower(model, 'user', batch, undefined, kernel);
  const inputs = {
    features: encodedUsers.features,
    histories: encodedUsers.histories.length,
    context: encodedContext.encoders,
  };
  const sources = Array.from(users, (user, r) => {
    const history = items.subarray(starts[user], ends[user]);
    const hasHistory = history.some((item) => answers.told[item] === 1);
    const source = answerSource(batch, r, inputs, hasHistory);
    answerVector(vectors.subarray(r * dim, (r + 1) * dim), source, history, answers, {
      readsHistory: readsHistory(batch, r, inputs),
      aggregation,
    });
    return source;
  });
  return { vectors, sources };
}
