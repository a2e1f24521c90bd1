import { setImmediate } from 'node:timers/promises';
import type { VectorSearch } from '@twotower/index';
import type { Asked } from '../answer/asked.ts';
import { userQuery } from '../answer/user-query.ts';
import type { RecallRequest } from '../request.ts';
import { foundShare } from './found-share.ts';

/** One of so many searches is looked at. */
const everySo = 256;
/** As many of these count, the newest. */
const kept = 200;
const depth = 100;

/** What share of the true best 100 an index finds, measured on some of the searches it answers. */
export class IndexSampler {
  readonly #shares: number[] = [];
  #searches = 0;

  /** Undefined until a search was looked at. */
  get recall(): number | undefined {
    if (this.#shares.length === 0) return undefined;
    return this.#shares.reduce((sum, share) => sum + share, 0) / this.#shares.length;
  }

  /** Told of every recall that was answered; looks at some of them after their answer. */
  answered(asked: Asked, request: RecallRequest): void {
    const { index } = asked.scoring;
    if (index.kind === 'exact' || this.#searches++ % everySo !== 0) return;
    void setImmediate().then(() => {
      const { vector } = userQuery(asked, request);
      if (vector !== undefined) this.#look(index, vector);
    });
  }

  #look(index: VectorSearch, vector: Float32Array): void {
    const best = index.searchExactly(vector, depth).scores;
    if (best.length === 0) return;
    this.#shares.push(foundShare(index.search(vector, depth).scores, best));
    if (this.#shares.length > kept) this.#shares.shift();
  }
}
