import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig, releasedAt, simulate } from '@twotower/data';
import { columnNameOf } from './item-columns.ts';
import type { GrowingCatalogue, ReplaySet } from './replay-set.ts';
import { simulatedTruth } from './simulated-truth.ts';

const day = 86_400_000;
/** 2 % of the items come new each day. */
const size = { users: 600, items: 1000, events: 240_000, days: 14, seed: 1, releasedAtStart: 0.72 };
const start = Date.UTC(2025, 0, 6);
/** Days that are learnt before the replay begins. */
const before = 7;

/** Two weeks of the simulated films. @param drift tastes turn so many times as fast as the simulator has it by default */
export function simulatedSet(drift: number, words: string): ReplaySet {
  return {
    name: `simulated-${drift}`,
    words,
    k: 50,
    incrementEvery: 2,
    nightAt: 3 * 3_600_000,
    async prepare(folder) {
      await simulate({ out: join(folder, 'log'), ...size, drift });
    },
    async open(folder) {
      const log = join(folder, 'log');
      const { config } = await loadConfig(join(log, 'twotower.config.yaml'));
      const catalogue = growing(log, columnNameOf(config));
      const released = (time: number) => releasedAt(size, (time - start) / day);
      return {
        config: { ...config, split: { kind: 'temporal', validation: 0.1, test: 0 } },
        folder: log,
        from: start + before * day,
        to: start + size.days * day,
        catalogue,
        truth: simulatedTruth(log, start, released),
      };
    },
  };
}

function growing(log: string, isColumn: (name: string) => boolean): GrowingCatalogue {
  const [head, ...lines] = readFileSync(join(log, 'items.csv'), 'utf8').trimEnd().split('\n');
  const names = head.split(',');
  const count = (time: number) => releasedAt(size, (time - start) / day);
  return {
    text: (time) => `${[head, ...lines.slice(0, count(time))].join('\n')}\n`,
    since(after, upTo) {
      return lines.slice(count(after), count(upTo)).map((line) => {
        // The simulator writes no cell with a comma.
        const cells = line.split(',');
        const columns = names.map((name, c) => [name, cells[c]] as const);
        return { id: cells[0], record: Object.fromEntries(columns.filter(([name]) => isColumn(name))) };
      });
    },
  };
}
