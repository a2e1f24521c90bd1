import { describe, expect, it } from 'vitest';
import { autodiffGradients } from '../../test/autodiff.ts';
import { loadableEngines } from '../../test/engines.ts';
import { oracleGradients, oracleLoss, parametersOf } from '../../test/oracle.ts';
import { bag, batchOf, tinyBatch, tinyModel } from '../../test/tiny-problem.ts';
import { encodeTower, modelTensors, similarity, type TwoTowerModel } from '../index.ts';
import {
  createTrainStep,
  type Engine,
  type Learns,
  type Loss,
  type LossOptions,
  type TrainBatch,
} from './index.ts';

const temperature = 0.3;
const engines = await loadableEngines();
type TinyOptions = Parameters<typeof tinyModel>[3];

/** With accumulators of A and a rate of sqrt(A), Adagrad is plain descent: what a step takes away is the gradient. */
function gradientsByStep(
  engine: Engine,
  hidden: number[],
  options: TinyOptions = {},
  batch: TrainBatch = tinyBatch(),
) {
  const huge = 1e8;
  const model = tinyModel(hidden, huge, 7, options);
  const before = parametersOf(model);
  const step = createTrainStep(engine, model, {
    temperature,
    learningRate: 1e4,
    denseLearningRate: 1e4,
    initialAccumulator: huge,
  });
  const loss = step.run(batch);
  const after = parametersOf(model);
  step.dispose();
  const gradients = Object.fromEntries(
    Object.entries(before).map(([name, values]) => [name, values.map((value, i) => value - after[name][i])]),
  );
  return { loss, gradients };
}

function expectClose(actual: Record<string, ArrayLike<number>>, expected: typeof actual, within: number) {
  expect(Object.keys(actual).sort()).toEqual(Object.keys(expected).sort());
  for (const name of Object.keys(expected)) {
    for (let i = 0; i < expected[name].length; i++) {
      const gap = Math.abs(actual[name][i] - expected[name][i]);
      if (!(gap < within)) expect.fail(`${name}[${i}]: ${actual[name][i]} is not ${expected[name][i]}`);
    }
  }
}

function bytesOf(data: Float32Array): Buffer {
  return Buffer.from(data.slice().buffer);
}

function bytes(model: TwoTowerModel): string {
  const { dense, tables, accumulators } = modelTensors(model);
  return [dense, tables, accumulators]
    .flatMap((tensors) => Object.values(tensors).map(({ data }) => bytesOf(data).toString('hex')))
    .join();
}

describe.each(engines.map(({ name, engine }) => [name, engine] as const))('train step on %s', (_, engine) => {
  describe.each([[[]], [[3]], [[6, 5]]])('hidden %j', (hidden) => {
    it('loss equals the oracle', () => {
      const model = tinyModel(hidden);
      const expected = oracleLoss(model, parametersOf(model), tinyBatch(), temperature);
      const step = createTrainStep(engine, model, { temperature, learningRate: 0.1 });
      expect(step.loss(tinyBatch())).toBeCloseTo(expected, 5);
      expect(step.run(tinyBatch())).toBeCloseTo(expected, 5);
    });

    it('gradients of tables and layers equal finite differences', () => {
      const expected = oracleGradients(tinyModel(hidden), tinyBatch(), temperature);
      expectClose(gradientsByStep(engine, hidden).gradients, expected, 2e-5);
    });

    it('gradients equal autodiff', () => {
      const expected = autodiffGradients(engine, tinyModel(hidden), tinyBatch(), temperature);
      expectClose(gradientsByStep(engine, hidden).gradients, expected, 1e-5);
    });
  });

  it.each([{ layerNorm: true }, { residual: true }, { layerNorm: true, residual: true }])(
    'gradients equal finite differences with %j',
    (options) => {
      const model = tinyModel([6, 5], undefined, 7, options);
      const expected = oracleGradients(model, tinyBatch(), temperature);
      expectClose(gradientsByStep(engine, [6, 5], options).gradients, expected, 1e-4);
    },
  );

  it('gradients equal finite differences with attention and without layers', () => {
    const options = { attention: { feature: 'recent', length: 2 } };
    const expected = oracleGradients(tinyModel([], undefined, 7, options), tinyBatch(), temperature);
    expectClose(gradientsByStep(engine, [], options).gradients, expected, 2e-5);
  });

  it('multiplies the gradients of a batch by its scale, and not its loss', () => {
    const whole = gradientsByStep(engine, [3]);
    const part = gradientsByStep(engine, [3], {}, { ...tinyBatch(), scale: 0.25 });
    expect(part.loss).toBe(whole.loss);
    const quarter = Object.entries(whole.gradients).map(([name, own]) => [
      name,
      own.map((value) => value / 4),
    ]);
    expectClose(part.gradients, Object.fromEntries(quarter), 2e-5);
  });

  it('updates each row once by row-wise Adagrad, both towers and duplicates summed', () => {
    const model = tinyModel([], 0.01);
    const before = parametersOf(model);
    const gradients = oracleGradients(model, tinyBatch(), temperature);
    createTrainStep(engine, model, { temperature, learningRate: 0.1 }).run(tinyBatch());
    for (const table of model.tables.values()) {
      for (let row = 0; row < table.rows; row++) {
        const g = gradients[table.name].subarray(row * 4, row * 4 + 4);
        const squares = 0.01 + g.reduce((sum, value) => sum + value * value, 0) / 4;
        expect(table.accumulator[row] / squares).toBeCloseTo(1, 5);
        for (let c = 0; c < 4; c++) {
          const expected = before[table.name][row * 4 + c] - (0.1 * g[c]) / Math.sqrt(squares);
          expect(table.values[row * 4 + c]).toBeCloseTo(expected, 4);
        }
      }
    }
  });

  it('leaves the bytes of rows that only occur masked or not at all', () => {
    const model = tinyModel([]);
    const before = model.tables.get('item-ids')?.values.slice() ?? new Float32Array();
    createTrainStep(engine, model, { temperature, learningRate: 0.1 }).run({
      users: batchOf(bag([[1]]), bag([[0]])),
      items: batchOf(bag([[1], [2], [3]])),
      logQ: new Float32Array(3),
      weights: Float32Array.of(1),
      hits: Int32Array.of(0, 2),
    });
    const after = model.tables.get('item-ids')?.values ?? new Float32Array();
    expect(after.subarray(12)).toEqual(before.subarray(12));
    expect(after.subarray(4, 12)).not.toEqual(before.subarray(4, 12));
  });

  it('keeps the number of tensors over 1,000 steps, and after an error', () => {
    const step = createTrainStep(engine, tinyModel([3]), { temperature, learningRate: 0.1 });
    step.run(tinyBatch());
    const { numTensors, numDataBuffers } = engine.tf.memory();
    for (let i = 0; i < 1000; i++) step.run(tinyBatch());
    expect(() => step.run({ ...tinyBatch(), hits: Int32Array.of(0, 0) })).toThrow();
    step.loss(tinyBatch());
    expect(engine.tf.memory()).toMatchObject({ numTensors, numDataBuffers });
  });

  it('is the same bytes for the same seed', () => {
    const train = () => {
      const model = tinyModel([3]);
      const step = createTrainStep(engine, model, { temperature, learningRate: 0.1 });
      for (let i = 0; i < 20; i++) step.run(tinyBatch());
      return bytes(model);
    };
    expect(train()).toBe(train());
  });

  it('resumes from its dense state byte for byte', () => {
    const options = { temperature, learningRate: 0.1 };
    const [straight, cut] = [tinyModel([3]), tinyModel([3])];
    const one = createTrainStep(engine, straight, options);
    for (let i = 0; i < 6; i++) one.run(tinyBatch());
    const first = createTrainStep(engine, cut, options);
    for (let i = 0; i < 3; i++) first.run(tinyBatch());
    const second = createTrainStep(engine, cut, options);
    second.restore(first.state());
    for (let i = 0; i < 3; i++) second.run(tinyBatch());
    expect(bytes(cut)).toBe(bytes(straight));
    expect(() => second.restore({})).toThrow(/accumulator\/user.0.kernel, .* missing/);
  });

  it.each([[[]], [[8]]])('learns which item each user takes, hidden %j', (hidden) => {
    const model = tinyModel(hidden);
    const step = createTrainStep(engine, model, { temperature, learningRate: 0.1 });
    const batch = {
      users: batchOf(bag([[1], [2], [3], [4]]), bag([[0], [0], [0], [0]])),
      items: batchOf(bag([[1], [2], [3], [4]])),
      logQ: new Float32Array(4),
      weights: new Float32Array(4).fill(1),
      hits: new Int32Array(),
    };
    const first = step.run(batch);
    for (let i = 0; i < 100; i++) step.run(batch);
    expect(step.loss(batch)).toBeLessThan(first / 5);
  });

  it('runs batches of changing size', () => {
    const small = { ...tinyBatch(), hits: new Int32Array(), weights: Float32Array.of(1) };
    small.users = batchOf(bag([[1]]), bag([[0]]));
    const [model, fresh] = [tinyModel([3]), tinyModel([3])];
    const step = createTrainStep(engine, model, { temperature, learningRate: 0.1 });
    step.loss(tinyBatch());
    expect(step.loss(small)).toBe(
      createTrainStep(engine, fresh, { temperature, learningRate: 0.1 }).loss(small),
    );
  });

  it('meets private negatives, and none in empty places', () => {
    const model = tinyModel([]);
    const before = parametersOf(model);
    const step = createTrainStep(engine, model, { temperature, learningRate: 0.1 });
    step.run({
      users: batchOf(bag([[1], [2]]), bag([[0], [0]])),
      items: batchOf(bag([[1], [1], [2], [3], [4], [5]])),
      logQ: new Float32Array(6),
      weights: Float32Array.of(1, 1),
      hits: Int32Array.of(0, 1, 1, 0),
      own: { perRow: 2, present: Uint8Array.of(1, 0, 1, 0) },
    });
    const moved = (row: number) => {
      const was = before['item-ids'].subarray(4 * row, 4 * row + 4);
      return parametersOf(model)
        ['item-ids'].subarray(4 * row, 4 * row + 4)
        .some((v, c) => v !== was[c]);
    };
    expect([1, 2, 3, 4, 5].filter(moved)).toEqual([1, 2, 4]);
  });

  it('learns by every loss', () => {
    const batch = {
      users: batchOf(bag([[1], [2], [3], [4]]), bag([[0], [0], [0], [0]])),
      items: batchOf(bag([[1], [2], [3], [4]])),
      logQ: new Float32Array(4),
      weights: new Float32Array(4).fill(1),
      hits: new Int32Array(),
      chosen: Int32Array.of(1, 2, 2, 3, 3, 0, 0, 1),
    };
    const losses: LossOptions[] = [
      { kind: 'softmax', logQForm: 'refined' },
      { kind: 'bsl' },
      { kind: 'ccl', weight: 3 },
      { kind: 'binary', perPositive: 2 },
      { kind: 'binary', form: 'squared' },
      { kind: 'triplet-hinge', hardest: 2 },
      { kind: 'triplet-logistic' },
    ];
    for (const loss of losses) {
      const model = tinyModel([]);
      const step = createTrainStep(engine, model, { temperature, learningRate: 0.1, loss });
      for (let i = 0; i < 100; i++) step.run(batch);
      const users = encodeTower(model, 'user', batch.users);
      const items = encodeTower(model, 'item', batch.items);
      const cosine = (i: number, j: number) =>
        similarity(users.subarray(4 * i, 4 * i + 4), items.subarray(4 * j, 4 * j + 4));
      for (const i of [0, 1, 2, 3]) {
        for (const j of [0, 1, 2, 3]) if (i !== j) expect(cosine(i, i)).toBeGreaterThan(cosine(i, j));
      }
    }
  });

  it('takes a loss of the caller', () => {
    const near: Loss = ({ tf }, { users, items, weights }) => {
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      const size = users.shape[0];
      const share = tf.tensor2d(
        weights.map((weight) => weight / total),
        [size, 1],
      );
      const positives = tf.slice(items, [0, 0], users.shape as [number, number]);
      const cosines = tf.sum(tf.mul(tf.mul(users, positives), share)).dataSync()[0];
      const pull = tf.pad(tf.mul(tf.neg(users), share), [
        [0, items.shape[0] - size],
        [0, 0],
      ]);
      return { loss: 1 - cosines, users: tf.mul(tf.neg(positives), share), items: pull };
    };
    const step = createTrainStep(engine, tinyModel([]), {
      temperature,
      learningRate: 0.1,
      loss: { kind: 'custom', loss: near },
    });
    const first = step.run(tinyBatch());
    for (let i = 0; i < 50; i++) step.run(tinyBatch());
    expect(step.loss(tinyBatch())).toBeLessThan(first / 4);
  });

  it('refuses to learn the temperature of a loss without one', () => {
    const options = {
      temperature,
      learningRate: 0.1,
      learnTemperature: true,
      loss: { kind: 'ccl' },
    } as const;
    expect(() => createTrainStep(engine, tinyModel([]), options).run(tinyBatch())).toThrow(
      /loss ccl: has no temperature/,
    );
  });

  it('learns the temperature by its gradient, and resumes it', () => {
    const options = {
      temperature,
      learningRate: 1,
      denseLearningRate: 0.1,
      learnTemperature: true,
      initialAccumulator: 0.1,
    };
    const model = tinyModel([], 1);
    const at = parametersOf(model);
    const [above, below] = [1e-5, -1e-5].map((by) =>
      oracleLoss(model, at, tinyBatch(), temperature * Math.exp(by)),
    );
    const gradient = (above - below) / 2e-5;
    const step = createTrainStep(engine, model, options);
    step.run(tinyBatch());
    const moved = (0.1 * gradient) / Math.sqrt(0.1 + gradient * gradient);
    expect(Math.log(step.temperature)).toBeCloseTo(Math.log(temperature) - moved, 4);
    const again = createTrainStep(engine, tinyModel([]), options);
    again.restore(step.state());
    expect(again.temperature).toBe(step.temperature);
    expect(again.state()).toEqual(step.state());
    expect(() => again.restore({})).toThrow(/log-temperature, accumulator\/log-temperature missing/);
  });

  it('keeps a learnt temperature from falling below 0.01', () => {
    const step = createTrainStep(engine, tinyModel([]), {
      temperature: 0.02,
      learningRate: 5,
      learnTemperature: true,
    });
    for (let i = 0; i < 20; i++) step.run(tinyBatch());
    expect(step.temperature).toBeGreaterThanOrEqual(0.0099);
  });

  it('adds the weighted loss between two views of items, with its gradients', () => {
    const { hits, ...rest } = tinyBatch();
    const views = { first: batchOf(bag([[1], [2], [3]])), second: batchOf(bag([[4], [0], [3]])) };
    const selfSupervision = { weight: 0.5, temperature: 0.4 };
    const between = {
      ...rest,
      users: views.first,
      items: views.second,
      logQ: new Float32Array(3),
      weights: new Float32Array(3).fill(1),
      hits: new Int32Array(),
    };
    const model = tinyModel([3], 1e8);
    const asUsers = { ...model, user: model.item };
    const before = parametersOf(model);
    const main = oracleGradients(model, tinyBatch(), temperature);
    const other = oracleGradients(asUsers, between, 0.4);
    const lossOf = (m: TwoTowerModel, b: TrainBatch, t: number) => oracleLoss(m, parametersOf(m), b, t);
    const expected = lossOf(model, { ...rest, hits }, temperature) + 0.5 * lossOf(asUsers, between, 0.4);
    const options = {
      temperature,
      learningRate: 1e4,
      denseLearningRate: 1e4,
      initialAccumulator: 1e8,
      selfSupervision,
    };
    const step = createTrainStep(engine, model, options);
    expect(step.run({ ...rest, hits, views })).toBeCloseTo(expected, 4);
    const after = parametersOf(model);
    for (const name of ['item-ids', 'item.0.kernel', 'item.1.bias']) {
      // `asUsers` names the item tower's layers twice, once a side.
      const twin = name.startsWith('item.') ? other[name.replace('item', 'user')] : undefined;
      const sum = main[name].map((g, i) => g + 0.5 * (other[name][i] + (twin?.[i] ?? 0)));
      expectClose({ [name]: before[name].map((v, i) => v - after[name][i]) }, { [name]: sum }, 5e-5);
    }
    expect(() => step.run(tinyBatch())).toThrow(/batch.views: no first/);
  });

  it('drops hidden outputs while learning alone, and goes on with the same masks', () => {
    const options = { temperature, learningRate: 0.1, dropout: { user: 0.5, item: 0.2, seed: 3 } };
    const model = tinyModel([8]);
    const step = createTrainStep(engine, model, options);
    const plain = createTrainStep(engine, tinyModel([8]), { temperature, learningRate: 0.1 });
    expect(step.loss(tinyBatch())).toBe(plain.loss(tinyBatch()));
    expect(step.run(tinyBatch())).not.toBe(plain.run(tinyBatch()));
    for (let i = 0; i < 2; i++) step.run(tinyBatch());
    const cut = tinyModel([8]);
    const first = createTrainStep(engine, cut, options);
    first.run(tinyBatch());
    const second = createTrainStep(engine, cut, options);
    second.restore(first.state());
    for (let i = 0; i < 2; i++) second.run(tinyBatch());
    expect(bytes(cut)).toBe(bytes(model));
    expect(() => createTrainStep(engine, model, { ...options, dropout: { user: 1, seed: 1 } })).toThrow(
      /dropout.user/,
    );
  });

  it('diagnoses without learning', () => {
    const model = tinyModel([3]);
    const before = bytes(model);
    const step = createTrainStep(engine, model, { temperature, learningRate: 0.1 });
    const { loss, gradientNorms, scores, maskedHits, ...rest } = step.diagnose(tinyBatch());
    const gradients = oracleGradients(model, tinyBatch(), temperature);
    const norm = (dense: boolean) =>
      Math.hypot(
        ...Object.entries(gradients).flatMap(([name, g]) => (name.includes('.') === dense ? [...g] : [])),
      );
    const users = encodeTower(model, 'user', tinyBatch().users);
    const items = encodeTower(model, 'item', tinyBatch().items);
    const all = [0, 1, 2].flatMap((i) =>
      [...tinyBatch().logQ].map(
        (q, j) =>
          similarity(users.subarray(4 * i, 4 * i + 4), items.subarray(4 * j, 4 * j + 4)) / temperature - q,
      ),
    );
    expect(bytes(model)).toBe(before);
    expect(loss).toBe(step.loss(tinyBatch()));
    expect(gradientNorms.dense).toBeCloseTo(norm(true), 4);
    expect(gradientNorms.rows).toBeCloseTo(norm(false), 4);
    expect(scores.lowest).toBeCloseTo(Math.min(...all), 4);
    expect(scores.highest).toBeCloseTo(Math.max(...all), 4);
    expect(maskedHits).toBe(2);
    expect(rest).toEqual({ temperature });
    const fresh = tinyModel([3]);
    createTrainStep(engine, fresh, { temperature, learningRate: 0.1 }).run(tinyBatch());
    step.run(tinyBatch());
    expect(bytes(model)).toBe(bytes(fresh));
  });

  it('keeps the number of tensors with everything on', () => {
    const options = { layerNorm: true, residual: true };
    const step = createTrainStep(engine, tinyModel([6], undefined, 7, options), {
      temperature,
      learningRate: 0.1,
      learnTemperature: true,
      dropout: { user: 0.2, item: 0.2, seed: 1 },
      selfSupervision: { weight: 0.1 },
    });
    const { items } = tinyBatch();
    const batch = { ...tinyBatch(), views: { first: items, second: items, hits: Int32Array.of(0, 3, 3, 0) } };
    step.run(batch);
    const { numTensors, numDataBuffers } = engine.tf.memory();
    for (let i = 0; i < 50; i++) step.run(batch);
    step.diagnose(batch);
    expect(engine.tf.memory()).toMatchObject({ numTensors, numDataBuffers });
  });

  describe('with what learns said', () => {
    const options = {
      temperature,
      learningRate: 0.1,
      learnTemperature: true,
      l2: 0.01,
      dropout: { user: 0.2, seed: 1 },
    };
    const all = { attention: { feature: 'recent', length: 2 }, layerNorm: true };

    it('keeps the dense weights, their accumulators and the temperature to the bit, and moves rows', () => {
      const model = tinyModel([6, 5], undefined, 7, all);
      const { dense } = modelTensors(model);
      const before = Object.fromEntries(
        Object.entries(dense).map(([name, { data }]) => [name, data.slice()]),
      );
      const rows = parametersOf(model)['item-ids'];
      const learns = { dense: false, tables: 'all' } as const;
      const step = createTrainStep(engine, model, { ...options, learns });
      const { 'dropout.steps': _, ...state } = step.state();
      for (let i = 0; i < 5; i++) step.run(tinyBatch());
      for (const [name, { data }] of Object.entries(modelTensors(model).dense)) {
        expect(data).toEqual(before[name]);
      }
      expect(step.temperature).toBe(Math.exp(Math.fround(Math.log(temperature))));
      expect(step.state()).toMatchObject(state);
      expect(parametersOf(model)['item-ids']).not.toEqual(rows);
    });

    it('moves the tables named alone, and not their row 0 where it is locked', () => {
      const model = tinyModel([3]);
      const [users, items] = ['user-ids', 'item-ids'].map((name) => {
        const table = model.tables.get(name) ?? expect.fail(name);
        return { table, values: table.values.slice(), accumulator: table.accumulator.slice() };
      });
      const learns = { dense: true, tables: new Set(['item-ids']), lockUnknown: true };
      const step = createTrainStep(engine, model, { ...options, learns });
      items.table.stamp[0] = 3;
      for (let i = 0; i < 5; i++) step.run(tinyBatch());
      expect(users.table.values).toEqual(users.values);
      expect(users.table.accumulator).toEqual(users.accumulator);
      expect(items.table.values.subarray(0, 4)).toEqual(items.values.subarray(0, 4));
      expect(items.table.accumulator[0]).toBe(items.accumulator[0]);
      expect([...items.table.changedAt]).toEqual([0, 3, 3, 3, 3, 3]);
      const none = { dense: true, tables: new Set(['cities']) };
      expect(() => createTrainStep(engine, model, { ...options, learns: none })).toThrow(
        /learns.tables: no table cities; name some of user-ids, item-ids/,
      );
    });

    /** Positives 1 and 2, histories of 3 and of 5 and 1, drawn 2 and 4; the private ones are 5 and 5. */
    const batch = (): TrainBatch => ({
      users: batchOf(bag([[1], [0]]), bag([[3], [5, 1]])),
      items: batchOf(bag([[1], [2], [2], [4], [5], [5]])),
      logQ: new Float32Array(6),
      weights: Float32Array.of(1, 1),
      hits: Int32Array.of(1, 2),
      own: { perRow: 1 },
    });
    const updates = {
      dense: false,
      tables: 'all',
      inputs: {
        user: [{ feature: 'id', table: 'user-ids' }],
        item: [{ feature: 'id', table: 'item-ids' }],
      },
      candidates: 'in-batch',
      lockUnknown: true,
    } as const;
    const tableNamed = (model: TwoTowerModel, name: string) => model.tables.get(name) ?? expect.fail(name);

    /** Rows of both tables that moved, by their bytes, by their accumulators and by their stamps, over five steps. */
    function moved(learns: Learns, hidden: number[], attends: boolean) {
      const more = attends ? all : {};
      const model = tinyModel(hidden, undefined, 7, more);
      const fresh = tinyModel(hidden, undefined, 7, more);
      for (const { stamp } of model.tables.values()) stamp[0] = 3;
      const step = createTrainStep(engine, model, { ...options, learns });
      for (let i = 0; i < 5; i++) step.run(batch());
      const { dense } = modelTensors(model);
      const rows = (name: string) => {
        const [now, was] = [tableNamed(model, name), tableNamed(fresh, name)];
        const differs = (row: number) =>
          [0, 1, 2, 3].some((c) => now.values[4 * row + c] !== was.values[4 * row + c]);
        const found = [...was.accumulator.keys()].filter(differs);
        expect([...now.changedAt.keys()].filter((row) => now.changedAt[row] === 3)).toEqual(found);
        expect(
          [...now.accumulator.keys()].filter((row) => now.accumulator[row] !== was.accumulator[row]),
        ).toEqual(found);
        return found;
      };
      return {
        users: rows('user-ids'),
        items: rows('item-ids'),
        dense: Object.entries(modelTensors(fresh).dense).some(
          ([name, { data }]) => Buffer.compare(bytesOf(data), bytesOf(dense[name].data)) !== 0,
        ),
      };
    }

    it.each([
      [[], false],
      [[6, 5], false],
      [[6, 5], true],
    ])(
      'moves rows through the inputs and candidates named alone, hidden %j, attention %j',
      (hidden, attends) => {
        expect(moved(updates, hidden, attends)).toEqual({ users: [1], items: [1, 2], dense: false });
        const { candidates: _, ...drawnToo } = updates;
        expect(moved(drawnToo, hidden, attends).items).toEqual([1, 2, 4, 5]);
        const { inputs: __, ...historiesToo } = updates;
        expect(moved(historiesToo, hidden, attends).items).toEqual([1, 2, 3, 5]);
        const usersToo = { ...updates, inputs: { item: updates.inputs.item }, lockUnknown: false };
        expect(moved(usersToo, hidden, attends)).toMatchObject({ users: [0, 1], items: [1, 2, 3, 5] });
      },
    );

    it('moves a positive by its own columns: as if what was drawn were constant', () => {
      const [model, same] = [tinyModel([]), tinyModel([])];
      const drawn = encodeTower(model, 'item', batchOf(bag([[4], [5]])));
      const rest = { logQ: new Float32Array(4), weights: Float32Array.of(1, 1), hits: new Int32Array() };
      const users = batchOf(bag([[1], [2]]), bag([[3], [5, 1]]));
      const plain = { temperature, learningRate: 0.1 };
      createTrainStep(engine, model, { ...plain, learns: { ...updates, dense: true } }).run({
        ...rest,
        users,
        items: batchOf(bag([[1], [2], [4], [5]])),
      });
      createTrainStep(engine, same, { ...plain, learns: { ...updates, dense: true } }).run({
        ...rest,
        users,
        items: batchOf(bag([[1], [2]])),
        constants: drawn,
      });
      expectClose(parametersOf(model), parametersOf(same), 1e-6);
    });

    it('lets layers learn from candidates that do not move', () => {
      const [model, all] = [tinyModel([6]), tinyModel([6])];
      createTrainStep(engine, model, { ...options, learns: { ...updates, dense: true } }).run(batch());
      createTrainStep(engine, all, options).run(batch());
      const [dense, whole] = [model, all].map((each) => modelTensors(each).dense);
      for (const [name, { data }] of Object.entries(whole)) expect(dense[name].data).toEqual(data);
    });

    it('refuses inputs that the model has not', () => {
      const user = [{ feature: 'recent', table: 'user-ids' }];
      expect(() =>
        createTrainStep(engine, tinyModel([]), { ...options, learns: { ...updates, inputs: { user } } }),
      ).toThrow(
        /learns.inputs.user: no input recent of user-ids; name some of id of user-ids, recent of item-ids/,
      );
    });
  });

  it('holds all of its state under names that must be the same when it goes on', () => {
    const options = {
      temperature,
      learningRate: 0.1,
      learnTemperature: true,
      dropout: { user: 0.2, seed: 1 },
    };
    const attention = { feature: 'recent', length: 2 };
    const step = createTrainStep(engine, tinyModel([3], undefined, 7, { attention }), options);
    step.run(tinyBatch());
    const state = step.state();
    expect(Object.keys(state)).toEqual([
      'accumulator/user.attention.query',
      'accumulator/user.attention.bias',
      'accumulator/user.0.kernel',
      'accumulator/user.0.bias',
      'accumulator/user.1.kernel',
      'accumulator/user.1.bias',
      'accumulator/item.0.kernel',
      'accumulator/item.0.bias',
      'accumulator/item.1.kernel',
      'accumulator/item.1.bias',
      'log-temperature',
      'accumulator/log-temperature',
      'dropout.steps',
    ]);
    const other = createTrainStep(engine, tinyModel([3], undefined, 7, { attention }), options);
    const untouched = other.state();
    const { 'dropout.steps': steps, ...less } = state;
    expect(() => other.restore(less)).toThrow(/train state: dropout.steps missing/);
    expect(() => other.restore({ ...state, more: steps })).toThrow(/train state: more not known/);
    expect(other.state()).toEqual(untouched);
    // More steps than float32 can count.
    other.restore({ ...state, 'dropout.steps': { shape: [2], data: Float32Array.of(1000, 7) } });
    other.run(tinyBatch());
    expect([...other.state()['dropout.steps'].data]).toEqual([1000, 8]);
  });

  it('refuses to run after dispose', () => {
    const step = createTrainStep(engine, tinyModel([]), { temperature, learningRate: 0.1 });
    step.dispose();
    expect(() => step.run(tinyBatch())).toThrow(/disposed/);
  });
});

describe('native and wasm', () => {
  it.skipIf(engines.length < 2)('agree within 1e-4 after 10 steps', () => {
    const [a, b] = engines.map(({ engine }) => {
      const model = tinyModel([6], 0.01);
      const step = createTrainStep(engine, model, { temperature, learningRate: 0.05 });
      for (let i = 0; i < 10; i++) step.run(tinyBatch());
      return parametersOf(model);
    });
    expectClose(a, b, 1e-4);
  });
});
