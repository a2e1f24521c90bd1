import { describe, expect, it } from 'vitest';
import { autodiffGradients } from '../../test/autodiff.ts';
import { loadableEngines } from '../../test/engines.ts';
import { oracleGradients, oracleLoss, parametersOf } from '../../test/oracle.ts';
import { bag, batchOf, tinyBatch, tinyModel } from '../../test/tiny-problem.ts';
import { modelTensors, type TwoTowerModel } from '../index.ts';
import { createTrainStep, type Engine } from './index.ts';

const temperature = 0.3;
const engines = await loadableEngines();

/** With accumulators of A and a rate of sqrt(A), Adagrad is plain descent: what a step takes away is the gradient. */
function gradientsByStep(engine: Engine, hidden: number[]) {
  const huge = 1e8;
  const model = tinyModel(hidden, huge);
  const before = parametersOf(model);
  const step = createTrainStep(engine, model, { temperature, learningRate: 1e4, initialAccumulator: huge });
  const loss = step.run(tinyBatch());
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

function bytes(model: TwoTowerModel): string {
  const { dense, tables, accumulators } = modelTensors(model);
  return [dense, tables, accumulators]
    .flatMap((tensors) =>
      Object.values(tensors).map(({ data }) => Buffer.from(data.slice().buffer).toString('hex')),
    )
    .join();
}

describe.each(engines.map((e) => [e.name, e] as const))('train step on %s', (_, engine) => {
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

  it('keeps the number of tensors over 200 steps, and after an error', () => {
    const step = createTrainStep(engine, tinyModel([3]), { temperature, learningRate: 0.1 });
    step.run(tinyBatch());
    const { numTensors, numDataBuffers } = engine.tf.memory();
    for (let i = 0; i < 200; i++) step.run(tinyBatch());
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
    second.restore(first.denseState());
    for (let i = 0; i < 3; i++) second.run(tinyBatch());
    expect(bytes(cut)).toBe(bytes(straight));
    expect(() => second.restore({})).toThrow(/accumulator user.0.kernel: missing/);
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

  it('refuses to run after dispose', () => {
    const step = createTrainStep(engine, tinyModel([]), { temperature, learningRate: 0.1 });
    step.dispose();
    expect(() => step.run(tinyBatch())).toThrow(/disposed/);
  });
});

describe('native and wasm', () => {
  it.skipIf(engines.length < 2)('agree within 1e-4 after 10 steps', () => {
    const [a, b] = engines.map((engine) => {
      const model = tinyModel([6], 0.01);
      const step = createTrainStep(engine, model, { temperature, learningRate: 0.05 });
      for (let i = 0; i < 10; i++) step.run(tinyBatch());
      return parametersOf(model);
    });
    expectClose(a, b, 1e-4);
  });
});
