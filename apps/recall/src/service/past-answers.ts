import {
  ApiError,
  type OutputOf,
  type PastAnswer,
  type RecallAnswer,
  type RecallRequest,
} from '@twotower/api';
import { keptRequest } from './kept-request.ts';

export interface AnswerMemory {
  /** How many answers are kept; the oldest goes for the next. */
  readonly answers: number;
  /** How many items of each. */
  readonly items: number;
}

/** With its time in milliseconds since 1970: few are ever asked for. */
type Kept = Omit<PastAnswer, 'at' | 'items'> & { readonly at: number };

export interface AnswersAsked {
  readonly userId?: string;
  /** ISO 8601. */
  readonly before?: string;
  readonly limit: number;
}

/** The latest recalls, what was asked and what was answered, in memory. */
export class PastAnswers {
  readonly #limits: AnswerMemory;
  /** By request, the oldest first. */
  readonly #kept = new Map<string, Kept>();

  constructor(limits: AnswerMemory) {
    this.#limits = limits;
  }

  keep(answer: RecallAnswer, asked: RecallRequest): void {
    const { requestId, bundleId, deltaSequence, source, items, comparison } = answer;
    const { userId, alias = 'champion' } = asked;
    const itemIds = items.slice(0, this.#limits.items).map(({ itemId }) => itemId);
    const request = keptRequest(asked);
    const kept = {
      at: Date.now(),
      requestId,
      userId,
      alias,
      bundleId,
      deltaSequence,
      source,
      comparison,
      itemIds,
      request,
    };
    this.#kept.set(requestId, kept);
    if (this.#kept.size <= this.#limits.answers) return;
    const [oldest] = this.#kept.keys();
    this.#kept.delete(oldest);
  }

  /** @throws ApiError NOT_FOUND */
  get(requestId: string): Omit<PastAnswer, 'items'> {
    const kept = this.#kept.get(requestId);
    if (kept !== undefined) return { ...kept, at: new Date(kept.at).toISOString() };
    const message = `requestId: no such answer; the latest ${this.#limits.answers} are remembered`;
    throw new ApiError('NOT_FOUND', message, { field: 'requestId' });
  }

  /** Newest first. */
  list({ userId, before, limit }: AnswersAsked): OutputOf<'answers'> {
    const until = before === undefined ? Number.POSITIVE_INFINITY : Date.parse(before);
    const answers: OutputOf<'answers'>['answers'] = [];
    for (const kept of [...this.#kept.values()].reverse()) {
      if (answers.length >= limit) break;
      if (kept.at >= until || (userId !== undefined && kept.userId !== userId)) continue;
      const { at, itemIds, request: _, ...head } = kept;
      answers.push({ ...head, at: new Date(at).toISOString(), items: itemIds.length });
    }
    return { answers, remembered: this.#limits.answers };
  }

  /** Forgets what a person was answered. */
  erase(userId: string): void {
    for (const [requestId, kept] of this.#kept) {
      if (kept.userId === userId) this.#kept.delete(requestId);
    }
  }
}
