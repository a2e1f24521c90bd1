import { ApiError, type PastAnswer, type RecallAnswer } from '@twotower/api';

export interface AnswerMemory {
  /** How many answers are kept; the oldest goes for the next. */
  readonly answers: number;
  /** How many items of each. */
  readonly items: number;
}

/** With its time in milliseconds since 1970: few are ever asked for. */
type Kept = Omit<PastAnswer, 'at'> & { readonly at: number };

/** The latest recalls and what they were answered, in memory. */
export class PastAnswers {
  readonly #limits: AnswerMemory;
  /** By request, the oldest first. */
  readonly #kept = new Map<string, Kept>();

  constructor(limits: AnswerMemory) {
    this.#limits = limits;
  }

  keep(answer: RecallAnswer, { userId, alias = 'champion' }: { userId?: string; alias?: string }): void {
    const { requestId, bundleId, deltaSequence, source, items } = answer;
    const itemIds = items.slice(0, this.#limits.items).map(({ itemId }) => itemId);
    const kept = { at: Date.now(), requestId, userId, alias, bundleId, deltaSequence, source, itemIds };
    this.#kept.set(requestId, kept);
    if (this.#kept.size <= this.#limits.answers) return;
    const [oldest] = this.#kept.keys();
    this.#kept.delete(oldest);
  }

  /** @throws ApiError NOT_FOUND */
  get(requestId: string): PastAnswer {
    const kept = this.#kept.get(requestId);
    if (kept !== undefined) return { ...kept, at: new Date(kept.at).toISOString() };
    const message = `requestId: no such answer; the latest ${this.#limits.answers} are remembered`;
    throw new ApiError('NOT_FOUND', message, { field: 'requestId' });
  }

  /** Forgets what a person was answered. */
  erase(userId: string): void {
    for (const [requestId, kept] of this.#kept) {
      if (kept.userId === userId) this.#kept.delete(requestId);
    }
  }
}
