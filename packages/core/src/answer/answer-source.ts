import type { Encoder, TowerBatch } from '@twotower/features';

/**
 * From what a user is answered. `model`: an ID that was trained; `session`: a history; `features`: a profile or a context;
 * `popularity`: nothing is known of who asks.
 */
export type AnswerSource = 'model' | 'session' | 'features' | 'popularity';

/** How the user tower's inputs lie in a batch: the ID first, then features, histories and the features of the context. */
export interface UserInputs {
  readonly features: number;
  readonly histories: number;
  readonly context: readonly Pick<Encoder, 'kind'>[];
}

/**
 * The ladder: the first rung that user `r` of a batch stands on. Examination and server both ask here. Row 0 of a table
 * stands for what is unknown, so an input tells something where it has another row. When somebody asks does not tell who:
 * times of the context are no rung.
 *
 * @param hasHistory whether the user has items of which something is known, whether or not the tower reads them
 */
export function answerSource(
  batch: TowerBatch,
  r: number,
  { features, histories, context }: UserInputs,
  hasHistory: boolean,
): AnswerSource {
  if (tells(batch, r, 0, 1)) return 'model';
  if (hasHistory) return 'session';
  const firstContext = 1 + features + histories;
  const isDescribed =
    tells(batch, r, 1, features) ||
    context.some(({ kind }, c) => kind !== 'time' && tells(batch, r, firstContext + c, 1));
  return isDescribed ? 'features' : 'popularity';
}

/** Whether the user tower reads of user `r` any item that it knows. */
export function readsHistory(batch: TowerBatch, r: number, { features, histories }: UserInputs): boolean {
  return tells(batch, r, 1 + features, histories);
}

/** Whether any of `count` inputs from `first` on has a row other than 0. */
function tells({ bags }: TowerBatch, r: number, first: number, count: number): boolean {
  return bags.slice(first, first + count).some(({ offsets, rows }) => {
    for (let i = offsets[r]; i < offsets[r + 1]; i++) {
      if (rows[i] !== 0) return true;
    }
    return false;
  });
}
