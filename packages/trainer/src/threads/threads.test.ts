import { loadEngine } from '@twotower/core/train';
import { emptyEvents, memoryDataset } from '@twotower/features';
import { type ConfigInput, parseConfig } from '@twotower/schema';
import { describe, expect, it } from 'vitest';
import { runExperiment } from '../experiment.ts';
import type { Split } from '../prepare.ts';
import type { Progress } from '../progress.ts';
import { seededRandom } from '@twotower/core';

const USERS = 200;
const ITEMS = 60;
const GROUPS = 4;

/** Users of four groups who click within their group, on one of two pages. */
function split(): Split {
  const random = seededRandom(5);
  const part = (perUser: number) => {
    const events = emptyEvents(USERS * perUser, { context: { page: new Int32Array(0) } });
    for (let e = 0; e < events.length; e++) {
      events.user[e] = Math.floor(e / perUser);
      events.item[e] = (events.user[e] % GROUPS) + GROUPS * random.integer(ITEMS / GROUPS);
      events.time[e] = e * 1000;
      events.weight[e] = 1;
      events.positive[e] = 1;
      events.context.page[e] = random.integer(2);
    }
    return memoryDataset({
      users: { ids: Array.from({ length: USERS }, (_, u) => `u${u}`), columns: {} },
      items: {
        ids: Array.from({ length: ITEMS }, (_, i) => `i${i}`),
        columns: { genre: Array.from({ length: ITEMS }, (_, i) => `g${i % GROUPS}`) },
      },
      types: ['click'],
      dictionaries: { page: ['home', 'search'] },
      events,
    });
  };
  return { kind: 'files', train: part(20), validation: part(0), test: part(5) };
}

const data = split();
const engine = await loadEngine('auto');

async function run(training: ConfigInput['training'], more: Partial<ConfigInput> = {}) {
  const config = parseConfig({
    schema: {
      user: { id: 'user', features: { recent: { kind: 'history', length: 5 } } },
      item: { id: 'item', features: { genre: { kind: 'categorical' } } },
      context: { page: { kind: 'categorical' } },
    },
    data: { events: 'log.csv' },
    evaluation: { k: [15], seen: 'keep', baselines: [] },
    negatives: [{ kind: 'in-batch' }, { kind: 'uniform', count: 16 }],
    ...more,
    model: { dim: 16, user: { hidden: [16] }, ...more.model },
    training: { epochs: 4, batchSize: 64, ...training },
  });
  const said: Progress[] = [];
  const { report } = await runExperiment('test', {
    engine,
    config,
    split: data,
    onProgress: (progress) => said.push(progress),
  });
  return { report, notices: said.flatMap((p) => (p.kind === 'notice' ? [p.message] : [])) };
}

describe('several workers', () => {
  it('learn what one learns', async () => {
    const one = await run({ workers: 1 });
    const two = await run({ workers: 2 });
    console.log(one.report.curve, two.report.curve, one.report.metrics, two.report.metrics);
    expect(one.notices).toEqual([]);
  });
});
