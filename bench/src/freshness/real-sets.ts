import { fileURLToPath } from 'node:url';
import { loadConfig } from '@twotower/data';
import { datasetsFolder } from '../settings.ts';
import type { ReplaySet } from './replay-set.ts';

const day = 86_400_000;

interface RealSet {
  readonly name: string;
  readonly words: string;
  readonly k: number;
  /** ISO 8601: what is replayed. */
  readonly from: string;
  readonly to: string;
  readonly nightAt: number;
}

/** By day, increments every six hours: the sets are a few hundred events a day. */
export const realSets: readonly ReplaySet[] = [
  realSet({
    name: 'movietweetings',
    words: 'movietweetings, the last 20 days, recall@20',
    k: 20,
    from: '2013-08-13T00:00:00Z',
    to: '2013-09-02T00:00:00Z',
    nightAt: 3 * 3_600_000,
  }),
  realSet({
    name: 'kuairand-pure',
    words: 'kuairand-pure, the last 7 days, recall@50',
    k: 50,
    from: '2022-05-02T00:00:00+08:00',
    to: '2022-05-09T00:00:00+08:00',
    // Three at night in China.
    nightAt: 19 * 3_600_000,
  }),
];

function realSet({ name, words, k, from, to, nightAt }: RealSet): ReplaySet {
  const file = fileURLToPath(new URL(`../../quality/${name}.yaml`, import.meta.url));
  return {
    name,
    words,
    k,
    incrementEvery: 6,
    nightAt: nightAt % day,
    // It lies where it lies.
    prepare: async () => {},
    async open() {
      const { config } = await loadConfig(file);
      return {
        config: { ...config, split: { kind: 'temporal', validation: 0.05, test: 0 } },
        folder: datasetsFolder(),
        from: Date.parse(from),
        to: Date.parse(to),
      };
    },
  };
}
