import { type Loss, overScores } from '@twotower/core/train';
import type { NegativeSource } from '@twotower/sampling';
import { defineConfig } from '@twotower/schema';

const masked = -1e9;

/**
 * Decoupled contrastive loss: `-s+ + log sum_d e^{s_d}` over the negatives alone. `overScores` does the products, the
 * temperature, the correction and the way back to the towers; the loss says what scores cost, and how fast that grows: by
 * the softmax of the negatives, and by -1 for the positive.
 */
const decoupled: Loss = (engine, input) =>
  overScores(engine, input, { temperature: input.temperature, corrected: true }, (block) => {
    const { ops } = engine;
    const { scores, start, rows, shares } = block;
    const own = new Int32Array(rows * 2).map((_, i) => (i % 2 === 0 ? i / 2 : start + (i - 1) / 2));
    const positives = ops.pick(scores, own).dataSync();
    const others = ops.put(ops.put(scores, block.masked, masked), own, masked);
    const softmax = ops.softmax(others);
    const highest = ops.maxOfRows(others).dataSync();
    const likeliest = ops.maxOfRows(softmax).dataSync();
    const lossOf = (r: number) => highest[r] - Math.log(likeliest[r]) - positives[r];
    return {
      loss: shares.reduce((sum, share, r) => sum + share * lossOf(r), 0),
      negatives: softmax,
      factors: shares,
      positives: shares.map((share) => -share),
    };
  });

/** Draws from the newest half of the catalogue, where items come in the order of their release. */
const newestHalf = ({ items }: { items: number }): NegativeSource => ({
  kind: 'newest-half',
  draws: () => 256,
  share: () => 256,
  fill: (out, random) => {
    for (let i = 0; i < out.length; i++) {
      out[i] = Math.floor(items / 2) + random.integer(Math.ceil(items / 2));
    }
  },
  probability: (item) => (item >= Math.floor(items / 2) ? 1 / Math.ceil(items / 2) : 0),
});

export default defineConfig({
  name: 'custom-loss',
  choose: 'defaults',
  schema: {
    user: { id: 'user_id', features: { recent: { kind: 'history', length: 20 } } },
    item: { id: 'item_id', features: { genres: { kind: 'categories', separator: '|' } } },
    event: { id: 'event_id', time: 'timestamp', type: 'event_type' },
  },
  data: { events: 'log/events.csv', items: 'log/items.csv' },
  loss: { kind: 'custom', loss: decoupled },
  negatives: [{ kind: 'in-batch' }, { kind: 'custom', source: newestHalf }],
  training: { epochs: 12 },
  evaluation: { k: [20] },
});
