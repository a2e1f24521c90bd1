import { describe, expect, it } from 'vitest';
import { loadableEngines } from '../../../test/engines.ts';
import { softmaxLoss } from './softmax-loss.ts';

describe.each((await loadableEngines()).map(({ name, engine }) => [name, engine] as const))(
  'softmaxLoss on %s',
  (_, engine) => {
    const { tf } = engine;
    const run = (options: Partial<Parameters<typeof softmaxLoss>[1]> & { u: number[][]; v: number[][] }) => {
      engine.activate();
      const { u, v, ...rest } = options;
      return tf.tidy(() => {
        const { loss, users, items } = softmaxLoss(engine, {
          users: tf.tensor2d(u),
          items: tf.tensor2d(v),
          logQ: new Float32Array(v.length),
          weights: new Float32Array(u.length).fill(1),
          hits: new Int32Array(),
          temperature: 1,
          ...rest,
        });
        return { loss, users: [...users.dataSync()], items: [...items.dataSync()] };
      });
    };

    it('by hand: one user, its item, an opposite one', () => {
      const { loss, users, items } = run({
        u: [[1, 0]],
        v: [
          [1, 0],
          [-1, 0],
        ],
      });
      const other = Math.exp(-1) / (Math.E + Math.exp(-1));
      expect(loss).toBeCloseTo(Math.log(Math.E + 1 / Math.E) - 1, 6);
      expect(loss).toBeCloseTo(0.1269, 4);
      expect(users[0]).toBeCloseTo(-2 * other, 6);
      expect(items[0]).toBeCloseTo(-other, 6);
      expect(items[2]).toBeCloseTo(other, 6);
    });

    it('subtracts logQ after dividing by the temperature', () => {
      const { loss } = run({
        u: [[1, 0]],
        v: [
          [1, 0],
          [0, 1],
        ],
        temperature: 0.5,
        logQ: Float32Array.of(Math.log(0.5), Math.log(0.25)),
      });
      const [own, other] = [Math.exp(2) / 0.5, 1 / 0.25];
      expect(loss).toBeCloseTo(-Math.log(own / (own + other)), 5);
    });

    it('is the exact softmax over a catalogue whose columns repeat the positives', () => {
      const catalogue = [
        [1, 0],
        [0, 1],
        [-1, 0],
      ];
      // Users 0 and 1 took items 0 and 1: both stand among the positives and again in the catalogue.
      const { loss } = run({
        u: [
          [0.6, 0.8],
          [0.6, 0.8],
        ],
        v: [catalogue[0], catalogue[1], ...catalogue],
        logQ: Float32Array.from([2, 2, 2, 2, 1], (columns) => Math.log(columns / 5)),
        positiveLogQ: new Float32Array(2).fill(Math.log(1 / 5)),
        hits: Int32Array.of(0, 2, 1, 3),
      });
      const sum = Math.exp(0.6) + Math.exp(0.8) + Math.exp(-0.6);
      expect(loss).toBeCloseTo((Math.log(sum) - 0.6 + Math.log(sum) - 0.8) / 2, 5);
    });

    it('weighs records in the mean', () => {
      const u = [
        [1, 0],
        [0, 1],
      ];
      const v = [
        [0.6, 0.8],
        [1, 0],
      ];
      const alone = (weights: Float32Array) => run({ u, v, weights }).loss;
      const [first, second] = [alone(Float32Array.of(1, 0)), alone(Float32Array.of(0, 1))];
      expect(alone(Float32Array.of(3, 1))).toBeCloseTo((3 * first + second) / 4, 5);
    });

    it('a masked hit has exactly zero gradient, however near it is', () => {
      const { users, items, loss } = run({
        u: [[1, 0]],
        v: [
          [0.8, 0.6],
          [1, 0],
          [0, 1],
        ],
        hits: Int32Array.of(0, 1, 0, 1),
        temperature: 0.05,
      });
      const unmasked = run({
        u: [[1, 0]],
        v: [
          [0.8, 0.6],
          [0, 1],
        ],
        temperature: 0.05,
      });
      expect(items.slice(2, 4)).toEqual([0, 0]);
      expect(loss).toBeCloseTo(unmasked.loss, 5);
      expect(users[0]).toBeCloseTo(unmasked.users[0], 5);
    });

    it('works in blocks of rows as in one', () => {
      const size = 1100;
      const vector = (i: number) => [Math.cos(i), Math.sin(i)];
      const u = Array.from({ length: size }, (_, i) => vector(i));
      const v = Array.from({ length: size + 10 }, (_, i) => vector(i + 0.1));
      const hits = Int32Array.of(3, 8, 1099, 2);
      const { loss, users } = run({ u, v, hits, temperature: 0.1 });
      const own = (i: number) => {
        const logits = v.map((item) => (u[i][0] * item[0] + u[i][1] * item[1]) / 0.1);
        const hit = (j: number) => (i === 3 && j === 8) || (i === 1099 && j === 2);
        const sum = logits.reduce((total, s, j) => total + (hit(j) ? 0 : Math.exp(s)), 0);
        const p = logits.map((s, j) => (hit(j) ? 0 : Math.exp(s) / sum));
        const pull = p.reduce((total, x, j) => total + x * v[j][0], 0);
        return { loss: Math.log(sum) - logits[i], gradient: (pull - v[i][0]) / (0.1 * size) };
      };
      expect(loss).toBeCloseTo(u.reduce((sum, _, i) => sum + own(i).loss, 0) / size, 3);
      for (const i of [0, 3, 555, 1099]) expect(users[2 * i]).toBeCloseTo(own(i).gradient, 6);
    });

    it('refuses a positive as a hit, weights that sum to 0 and lengths that do not fit', () => {
      const u = [[1, 0]];
      const v = [
        [1, 0],
        [0, 1],
      ];
      expect(() => run({ u, v, hits: Int32Array.of(0, 0) })).toThrow(/pair \(0, 0\)/);
      expect(() => run({ u, v, weights: Float32Array.of(0) })).toThrow(/weights: sum to 0/);
      expect(() => run({ u, v, logQ: new Float32Array(1) })).toThrow(
        /1 users, 2 items, 0 private negatives a user, 1 logQ/,
      );
    });
  },
);
