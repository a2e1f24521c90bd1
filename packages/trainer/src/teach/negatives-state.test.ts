import { parseConfig } from '@twotower/schema';
import { expect, it } from 'vitest';
import { createNegatives } from './negatives.ts';
import { exportNegatives, importNegatives } from './negatives-state.ts';

const config = parseConfig({
  schema: { user: { id: 'u' }, item: { id: 'i' } },
  data: { events: 'log.csv' },
  model: { dim: 2 },
  loss: { kind: 'softmax', logQ: 'streaming' },
  negatives: [{ kind: 'in-batch' }, { kind: 'queue', capacity: 3, warmUp: 0 }],
});
const counts = Float64Array.of(3, 2, 1);

async function taught() {
  const negatives = await createNegatives(config, counts, counts);
  negatives.streaming?.observe(Int32Array.of(0, 1, 0, 2));
  // Four into three places: the ring has turned.
  negatives.queue?.push(Int32Array.of(0, 1), Float32Array.of(1, 2, 3, 4));
  negatives.queue?.push(Int32Array.of(2, 0), Float32Array.of(5, 6, 7, 8));
  return negatives;
}

it('goes on as what it was saved from, to the order of the queue', async () => {
  const before = await taught();
  const state = importNegatives(config, {
    'step/log-temperature': { shape: [1], data: Float32Array.of(1) },
    ...exportNegatives(before),
  });
  const after = await createNegatives(config, counts, counts, state);
  for (const negatives of [before, after]) {
    negatives.streaming?.observe(Int32Array.of(2, 2, 1));
    negatives.queue?.push(Int32Array.of(1), Float32Array.of(9, 9));
  }
  expect(exportNegatives(after)).toEqual(exportNegatives(before));
  expect([...(after.queue?.vectors() ?? [])]).toEqual([7, 8, 9, 9, 5, 6]);
});

it('names a tensor that is missing, surplus or of another kind', async () => {
  const { 'negatives/queue-next': next, ...rest } = exportNegatives(await taught());
  expect(() => importNegatives(config, rest)).toThrow('negatives/queue-next is missing');
  const float = { ...next, data: Float32Array.of(1) };
  expect(() => importNegatives(config, { ...rest, 'negatives/queue-next': float })).toThrow(
    'negatives/queue-next is a Float32Array, expected Float64Array',
  );
  const count = {
    ...config,
    loss: { ...config.loss, kind: 'softmax' as const, logQ: 'count' as const, logQForm: 'plain' as const },
  };
  expect(() => importNegatives(count, { ...rest, 'negatives/queue-next': next })).toThrow(
    'negatives/streaming-samples is there, which',
  );
});
