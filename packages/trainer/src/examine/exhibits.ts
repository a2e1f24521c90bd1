import { mix32 } from '@twotower/sampling';
import type { RankedUser } from './rank-users.ts';

export interface ExhibitOptions {
  /** The catalogue's size. */
  readonly items: number;
  /** How many places of each list are counted. */
  readonly k: number;
  /** How many users are kept as examples, and how much of their lists. */
  readonly examples: number;
  readonly listLength: number;
  readonly seed: number;
}

/** One scorer's list for an example: items, best first, and the ranks, from 1, of those that are test items. */
export interface ExampleList {
  readonly items: Int32Array;
  readonly hits: readonly number[];
}

export interface Example {
  readonly user: number;
  /** The user's distinct test items. */
  readonly relevant: Int32Array;
  readonly lists: Readonly<Record<string, ExampleList>>;
}

/**
 * What a page shows of an examination beside its figures: how often each scorer recommends each item, and what some
 * users are recommended. The users are those of the smallest scrambled numbers: drawn as by chance, yet the same ones
 * for every scorer and for every run of the same seed, however many are examined.
 *
 * Holds 4 bytes an item and scorer.
 */
export class Exhibits {
  readonly #options: ExhibitOptions;
  readonly #shown = new Map<string, Uint32Array>();
  readonly #kept = new Map<string, Kept[]>();

  constructor(options: ExhibitOptions) {
    this.#options = options;
  }

  /** Sees one list; nothing of it is held but copies. */
  readonly add = (scorer: string, { user, ranking, hits, relevant }: RankedUser): void => {
    const { k, examples, listLength, seed } = this.#options;
    const shown = this.shown(scorer);
    for (const item of ranking.subarray(0, k)) {
      shown[item]++;
    }
    const kept = this.#kept.get(scorer) ?? [];
    this.#kept.set(scorer, kept);
    const order = mix32(user ^ mix32(seed));
    if (kept.length < examples || order < kept[kept.length - 1].order) {
      const items = ranking.slice(0, listLength);
      const list = { items, hits: hits.filter((rank) => rank <= items.length) };
      kept.push({ order, user, relevant: relevant.slice(), list });
      kept.sort((a, b) => a.order - b.order);
      kept.length = Math.min(kept.length, examples);
    }
  };

  /** `[items]`: how often the scorer has each item in the first k places of a list. */
  shown(scorer: string): Uint32Array {
    const known = this.#shown.get(scorer) ?? new Uint32Array(this.#options.items);
    this.#shown.set(scorer, known);
    return known;
  }

  /** The users with the lists of all scorers. */
  examples(): Example[] {
    const scorers = [...this.#kept];
    return (scorers[0]?.[1] ?? []).map(({ user, relevant }, i) => ({
      user,
      relevant,
      lists: Object.fromEntries(scorers.map(([name, kept]) => [name, kept[i].list])),
    }));
  }
}

interface Kept {
  readonly order: number;
  readonly user: number;
  readonly relevant: Int32Array;
  readonly list: ExampleList;
}
