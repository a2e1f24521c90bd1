import { nearest } from '@twotower/schema';
import { DataError } from '../error.ts';

/** Something about a log that its columns do not tell for sure. */
export interface Question {
  /** What the answer is about, and the key of {@link Answers}. */
  readonly key: 'user' | 'item' | 'positive';
  readonly message: string;
  /** At least two; the guess is among them. */
  readonly options: readonly Option[];
  /** The value of the option that is taken without an answer. */
  readonly guess: string;
}

export interface Option {
  readonly value: string;
  /** The value in words, with what speaks for it. */
  readonly label: string;
}

/** Values of options by the key of their question. */
export type Answers = Partial<Readonly<Record<Question['key'], string>>>;

/**
 * The value of the option that holds: the answer, else the guess.
 *
 * @throws DataError where the answer is none of the options
 */
export function answerTo(question: Question, answers: Answers): string {
  const answer = answers[question.key] ?? question.guess;
  const values = question.options.map(({ value }) => value);
  if (!values.includes(answer)) {
    const guess = nearest(answer, values);
    throw new DataError(
      `${question.key}: "${answer}" is no answer to "${question.message}"; ${guess ? `did you mean "${guess}"?` : `answer one of ${values.join(', ')}`}`,
    );
  }
  return answer;
}
