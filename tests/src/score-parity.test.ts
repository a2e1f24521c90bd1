import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Bag,
  emptyEvents,
  encodeItem,
  encodeUser,
  loadFeatures,
  memoryDataset,
  type RawValue,
  type TowerBatch,
  type TowerInput,
} from '@twotower/features';
import { parseConfig } from '@twotower/schema';
import { RecallEngine } from '@twotower/serving';
import { type OpenBundle, openStore, type Tensor } from '@twotower/store';
import { loadEngine, train } from '@twotower/trainer';
import { expect, it } from 'vitest';

const users = 30;
const items = 24;
const day = 86_400_000;
const start = Date.UTC(2026, 0, 1);

/** Every third value is missing. */
function column(count: number, value: (i: number) => RawValue): RawValue[] {
  return Array.from({ length: count }, (_, i) => (i % 3 === 2 ? null : value(i)));
}

function part(first: number, perUser: number) {
  const events = emptyEvents(users * perUser, { context: { device: new Int32Array(0) } });
  for (let e = 0; e < events.length; e++) {
    const user = Math.floor(e / perUser);
    const n = first + (e % perUser);
    events.user[e] = user;
    events.item[e] = (user * 5 + n * 7) % (items - 3);
    events.time[e] = start + n * day;
    events.offset[e] = e;
    events.weight[e] = 1;
    events.positive[e] = 1;
    events.context.device[e] = (user + n) % 2;
  }
  return memoryDataset({
    users: {
      ids: Array.from({ length: users }, (_, u) => `u${u}`),
      columns: {
        country: column(users, (u) => `c${u % 4}`),
        age: column(users, (u) => 20 + u),
        likes: column(users, (u) => [`g${u % 3}`, `g${u % 5}`]),
      },
    },
    items: {
      ids: Array.from({ length: items }, (_, i) => `i${i}`),
      columns: {
        genres: column(items, (i) => `g${i % 3}|g${i % 5}`),
        title: column(items, (i) => `the film number ${i}`),
        price: column(items, (i) => 1.5 ** i),
        released: column(items, (i) => start - i * 30 * day),
        picture: column(items, (i) => [Math.sin(i), Math.cos(i), i / items]),
      },
    },
    types: [],
    dictionaries: { device: ['phone', 'tv'] },
    events,
  });
}

const config = (model: object) =>
  parseConfig({
    schema: {
      user: {
        id: 'user',
        features: {
          country: { kind: 'categorical' },
          age: { kind: 'numeric' },
          likes: { kind: 'categories' },
          recent: { kind: 'history', length: 4 },
        },
      },
      item: {
        id: 'item',
        features: {
          genres: { kind: 'categories' },
          title: { kind: 'text', buckets: 64 },
          price: { kind: 'numeric', transform: 'log' },
          released: { kind: 'time' },
          picture: { kind: 'vector', dim: 3 },
        },
      },
      context: { device: { kind: 'categorical' }, hour: { kind: 'time', column: 'time' } },
      event: { time: 'time' },
    },
    data: { events: 'log.csv' },
    model: { dim: 8, ...model },
    training: { epochs: 2, batchSize: 32, workers: 1 },
    evaluation: { k: [10], baselines: [] },
    prior: { weight: 0.07, halfLife: '3d' },
    calibration: { aggregation: 0.3, norm: 0.5 },
  });

it.each([
  ['sums', {}],
  [
    'windows and layers',
    { history: 'windows', user: { hidden: [12], layerNorm: true }, item: { hidden: [10] } },
  ],
  ['attention', { history: 'attention', item: { hidden: [10], residual: false } }],
])('the engine scores as plain arithmetic on the bundle’s files does: %s', async (_, model) => {
  const folder = await mkdtemp(join(tmpdir(), 'twotower-parity-'));
  const store = await openStore(folder);
  try {
    const { manifest } = await train({
      engine: await loadEngine('auto'),
      config: config(model),
      split: { kind: 'files', train: part(0, 6), validation: part(6, 2), test: part(0, 0) },
      store,
      refit: false,
    });
    const engine = await RecallEngine.open({ store, bundleId: manifest.id });
    const plain = await plainScorer(await store.bundles.open(manifest.id));
    const noon = start + 9.5 * day;
    for (let u = 0; u < users + 1; u++) {
      const userId = `u${u}`;
      const { features } = engine.user(userId);
      const history = engine
        .user(userId)
        .history.map(({ itemId }) => itemId)
        .reverse();
      const context = { device: u % 2 === 0 ? 'tv' : null, time: noon };
      const answer = engine.recall({ userId, context, k: items, excludeSeen: false });
      if (answer.source === 'popularity') throw new Error(`${userId} was answered by popularity`);
      const score = plain(
        encodeUser(plain.fitted, { id: userId, features, history, context }),
        history,
        answer.source,
      );
      for (const found of answer.items)
        expect(Math.abs(found.score - score(found.itemId))).toBeLessThan(1e-6);
    }
    const bundle = await store.bundles.open(manifest.id);
    const { ids, columns } = await bundle.items();
    const vectors = await bundle.itemVectors();
    ids.forEach((id, i) => {
      const own = Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, values[i]]));
      plain.tower('item', encodeItem(plain.fitted, { id, features: own })).forEach((x, c) => {
        expect(Math.abs(x - vectors[i * 8 + c])).toBeLessThan(1e-6);
      });
    });
  } finally {
    await store.close();
    await rm(folder, { recursive: true });
  }
});

/** Scores in doubles from a bundle's tensors, written out once more with nothing of the product but its encoded rows. */
async function plainScorer(bundle: OpenBundle) {
  const fitted = loadFeatures(await bundle.features());
  const dense = await bundle.dense();
  const tables = await bundle.tables();
  const { ids, popularity } = await bundle.items();
  const vectors = await bundle.itemVectors();
  const ranking = await bundle.ranking();
  const tower = (side: 'user' | 'item', batch: TowerBatch) =>
    towerOf(side, batch, fitted[side].inputs, dense, tables);
  const score = (batch: TowerBatch, history: readonly string[], source: string) => {
    expect(source).not.toBe('popularity');
    const u = tower('user', batch);
    const places = history.map((id) => ids.indexOf(id));
    for (const place of places) {
      const share = 0.3 / Math.sqrt(places.length * Math.max(1, popularity[place]));
      for (let c = 0; c < u.length; c++) u[c] += share * vectors[place * u.length + c];
    }
    const length = Math.hypot(...u);
    return (itemId: string): number => {
      const place = ids.indexOf(itemId);
      const row = ranking?.published?.subarray(place * u.length, (place + 1) * u.length) ?? [];
      return u.reduce((sum, x, c) => sum + (x / length) * row[c], 0) + 0.07 * (ranking?.prior?.[place] ?? 0);
    };
  };
  return Object.assign(score, { fitted, tower });
}

type Tensors = Readonly<Record<string, Tensor>>;

function towerOf(
  side: string,
  { bags }: TowerBatch,
  inputs: readonly TowerInput[],
  dense: Tensors,
  tables: Tensors,
): number[] {
  const dim = 8;
  const attended = dense[`${side}.attention.input`]?.data[0];
  const pooled = inputs.map(({ table }, i) => {
    const bag = i === Number(attended) ? attention(side, bags[i], tables[table], dense) : bags[i];
    const sum = new Array<number>(dim).fill(0);
    bag.rows.forEach((row, e) => {
      for (let c = 0; c < dim; c++) sum[c] += bag.weights[e] * Number(tables[table].data[row * dim + c]);
    });
    return sum;
  });
  const summed = pooled.reduce((a, b) => a.map((x, c) => x + b[c]));
  let x = pooled.flat();
  let layers = 0;
  while (dense[`${side}.${layers}.kernel`] !== undefined) layers++;
  for (let l = 0; l < layers; l++) {
    const [kernel, bias] = [dense[`${side}.${l}.kernel`], dense[`${side}.${l}.bias`]];
    const [inputsOf, outputs] = kernel.shape;
    let y = Array.from({ length: outputs }, (_, o) => {
      let sum = Number(bias.data[o]);
      for (let i = 0; i < inputsOf; i++) sum += x[i] * Number(kernel.data[i * outputs + o]);
      return sum;
    });
    if (l + 1 < layers)
      y = normed(y, dense[`${side}.${l}.gain`], dense[`${side}.${l}.shift`]).map((v) => Math.max(0, v));
    x = y;
  }
  const isResidual = layers > 0 && dense[`${side}.residual`] !== undefined;
  const out = layers === 0 ? summed : isResidual ? x.map((v, c) => v + summed[c]) : x;
  const length = Math.sqrt(out.reduce((sum, v) => sum + v * v, 1e-12));
  return out.map((v) => v / length);
}

function normed(x: number[], gain: Tensor | undefined, shift: Tensor | undefined): number[] {
  if (gain === undefined || shift === undefined) return x;
  const mean = x.reduce((a, b) => a + b, 0) / x.length;
  const variance = x.reduce((sum, v) => sum + (v - mean) ** 2, 0) / x.length;
  return x.map(
    (v, c) => (Number(gain.data[c]) * (v - mean)) / Math.sqrt(variance + 1e-5) + Number(shift.data[c]),
  );
}

function attention(side: string, bag: Bag, table: Tensor, dense: Tensors): Bag {
  const [query, bias] = [dense[`${side}.attention.query`].data, dense[`${side}.attention.bias`].data];
  const count = bag.rows.length;
  const raised = Array.from(bag.rows, (row, e) => {
    let z = Number(bias[Math.min(count - 1 - e, bias.length - 1)]);
    for (let c = 0; c < 8; c++) z += Number(query[c]) * Number(table.data[row * 8 + c]);
    return bag.weights[e] * Math.exp(z);
  });
  const all = raised.reduce((a, b) => a + b, 0);
  return { ...bag, weights: Float32Array.from(raised, (value) => value / all) };
}
