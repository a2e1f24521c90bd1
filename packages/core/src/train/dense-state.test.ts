import { describe, expect, it } from 'vitest';
import { loadableEngines } from '../../test/engines.ts';
import { parametersOf } from '../../test/oracle.ts';
import { tinyBatch, tinyModel } from '../../test/tiny-problem.ts';
import { createDenseState, createTrainStep } from './index.ts';

const engines = await loadableEngines();
const options = { temperature: 0.3, learningRate: 0.1, learnTemperature: true };
const denseNames = ['user.0.kernel', 'user.1.bias', 'item.0.bias', 'item.1.kernel'];

describe.each(engines.map(({ name, engine }) => [name, engine] as const))(
  'steps that share a dense state, on %s',
  (_, engine) => {
    it('teach, one after the other, as one step does', () => {
      const alone = tinyModel([3]);
      const step = createTrainStep(engine, alone, options);
      const together = tinyModel([3]);
      const dense = createDenseState(together, options);
      const steps = [0, 1].map(() => createTrainStep(engine, together, { ...options, dense }));
      for (let i = 0; i < 4; i++) {
        expect(steps[i % 2].run(tinyBatch())).toBe(step.run(tinyBatch()));
      }
      expect(parametersOf(together)).toEqual(parametersOf(alone));
      expect(steps[0].state()).toEqual(step.state());
      expect(steps[1].temperature).toBe(step.temperature);
    });

    it('lose no update where one runs while the other is under way: both gradients are of the weights before', () => {
      // With accumulators of A and a rate of sqrt(A), Adagrad is plain descent: steps add up.
      const plain = { temperature: 0.3, learningRate: 1e4, denseLearningRate: 1e4, initialAccumulator: 1e8 };
      const model = tinyModel([3], 1e8);
      const before = parametersOf(model);
      createTrainStep(engine, model, plain).run(tinyBatch());
      const once = parametersOf(model);

      const together = tinyModel([3], 1e8);
      const dense = createDenseState(together, plain);
      const [outer, inner] = [0, 1].map(() => createTrainStep(engine, together, { ...plain, dense }));
      outer.run({ ...tinyBatch(), onPositives: () => void inner.run(tinyBatch()) });
      const twice = parametersOf(together);
      for (const name of denseNames) {
        twice[name].forEach((value, i) => {
          expect(value).toBeCloseTo(before[name][i] - 2 * (before[name][i] - once[name][i]), 4);
        });
      }
    });
  },
);
