import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '@twotower/core';
import { loadEngine } from '@twotower/core/train';
import { emptyEvents, memoryDataset } from '@twotower/features';
import { type ConfigInput, parseConfig } from '@twotower/schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Split } from '../prepare/prepare.ts';
import type { Progress } from '../progress.ts';
import { runExperiment } from './experiment.ts';

const USERS = 200;
const ITEMS = 60;
const GROUPS = 4;

/** Users of four groups who click within their group, and turn down one item in five. */
function split(): Split {
  const random = seededRandom(5);
  const part = (perUser: number) => {
    const events = emptyEvents(USERS * perUser, {
      context: { page: new Int32Array(0), hour: new Float64Array(0) },
    });
    for (let e = 0; e < events.length; e++) {
      events.user[e] = Math.floor(e / perUser);
      events.item[e] = (events.user[e] % GROUPS) + GROUPS * random.integer(ITEMS / GROUPS);
      events.time[e] = e * 1000;
      events.weight[e] = 1;
      events.type[e] = e % 5 === 4 ? 1 : 0;
      events.positive[e] = 1 - events.type[e];
      events.context.page[e] = random.integer(2);
      events.context.hour[e] = random.integer(24);
    }
    return memoryDataset({
      users: { ids: Array.from({ length: USERS }, (_, u) => `u${u}`), columns: {} },
      items: {
        ids: Array.from({ length: ITEMS }, (_, i) => `i${i}`),
        columns: { genre: Array.from({ length: ITEMS }, (_, i) => `g${i % GROUPS}`) },
      },
      types: ['click', 'ranked_out'],
      dictionaries: { page: ['home', 'search'] },
      events,
    });
  };
  return { kind: 'files', train: part(25), validation: part(0), test: part(5) };
}

const data = split();
const engine = await loadEngine('auto');
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'twotower-threads-'));
});
afterAll(() => rm(folder, { recursive: true }));

function configOf(more: Partial<ConfigInput>) {
  return parseConfig({
    schema: {
      user: { id: 'user', features: { recent: { kind: 'history', length: 5, of: 'earlier' } } },
      item: { id: 'item', features: { genre: { kind: 'categorical' } } },
      context: { page: { kind: 'categorical' }, hour: { kind: 'numeric' } },
      event: { type: 'type' },
    },
    data: { events: 'log.csv' },
    evaluation: { k: [10], seen: 'keep', baselines: [] },
    negatives: [{ kind: 'in-batch' }, { kind: 'uniform', count: 16 }],
    ...more,
    model: { dim: 16, ...more.model },
    training: { epochs: 4, batchSize: 64, workers: 2, ...more.training },
  });
}

async function run(more: Partial<ConfigInput>) {
  const notices: string[] = [];
  const onProgress = (progress: Progress) => {
    if (progress.kind === 'notice') {
      notices.push(progress.message);
    }
  };
  const { report } = await runExperiment('test', { engine, config: configOf(more), split: data, onProgress });
  return { ...report, notices };
}

/** A module whose default export is a loss of that body. */
async function lossModule(name: string, body: string): Promise<Partial<ConfigInput>> {
  const path = join(folder, `${name}.mjs`);
  await writeFile(path, `export default (engine, { users, items }) => { ${body} };`);
  return { loss: { kind: 'custom', loss: path } };
}

describe('several workers', () => {
  it('learn what one learns, and say that runs differ', async () => {
    const one = await run({ training: { workers: 1 } });
    expect((await run({ training: { workers: 1 } })).metrics).toEqual(one.metrics);
    const two = await run({});
    expect(one.notices).toEqual([]);
    expect(two.notices).toEqual([expect.stringMatching(/^2 workers: results differ slightly/)]);
    expect([one.timing.workers, two.timing.workers]).toEqual([1, 2]);
    expect(two.curve).toHaveLength(4);
    expect(two.curve[3].loss / one.curve[3].loss).toBeCloseTo(1, 1);
    expect(two.metrics['recall@10']).toBeGreaterThan(0.95 * one.metrics['recall@10']);
  });

  const variants: Record<string, Partial<ConfigInput>> = {
    'streaming frequencies, a queue and hard negatives from the log': {
      loss: { kind: 'softmax', logQ: 'streaming' },
      negatives: [{ kind: 'in-batch' }, { kind: 'queue', capacity: 128, warmUp: 3 }, { kind: 'hard' }],
    },
    'hard negatives that the main thread mines': {
      negatives: [{ kind: 'in-batch' }, { kind: 'hard', source: 'index', ranks: [10, 30], fromEpoch: 2 }],
    },
    'layers with dropout and a learnt temperature': {
      model: { learnTemperature: true, user: { hidden: [16], layerNorm: true, dropout: 0.1 } },
    },
    'a history by attention': { model: { history: 'attention' } },
  };
  it.each(Object.entries(variants))('take %s', async (_, variant) => {
    const { metrics, curve } = await run(variant);
    // A group is a quarter of the catalogue: ten items at random hold a sixth of the test items.
    expect(metrics['recall@10']).toBeGreaterThan(0.6);
    for (const { diagnosis } of curve) {
      expect(diagnosis?.gradientNorms.rows).toBeGreaterThan(0);
    }
  });

  it('are one where a loss is a function, with a notice', async () => {
    const loss = { kind: 'custom' as const, loss: () => ({}) };
    const notices: string[] = [];
    const onProgress = (p: Progress) => p.kind === 'notice' && notices.push(p.message);
    await expect(
      runExperiment('test', { engine, config: configOf({ loss }), split: data, onProgress }),
    ).rejects.toThrow();
    expect(notices).toEqual([expect.stringMatching(/^one worker: .* name a module by its path/)]);
  });

  it('end the run with the message of the one that fails', async () => {
    const throwing = await lossModule('throwing', "throw new Error('no such loss');");
    await expect(run(throwing)).rejects.toThrow(/^training thread \d: no such loss$/);
    await expect(run({ loss: { kind: 'custom', loss: join(folder, 'missing.mjs') } })).rejects.toThrow(
      /missing.mjs: cannot be loaded/,
    );
  });

  it('end the run where one dies', async () => {
    const dying = await lossModule('dying', 'process.exit(3);');
    await expect(run(dying)).rejects.toThrow(/^training thread \d ended with exit code 3/);
  });

  it('say where the loss is no longer a number', async () => {
    const broken = await lossModule('broken', 'return { loss: Number.NaN, users, items };');
    await expect(run(broken)).rejects.toThrow(/the loss became NaN in epoch 1 after \d+ samples/);
  });
});
