import { memoryDataset } from '@twotower/features';
import { type ConfigInput, parseConfig } from '@twotower/schema';
import { expect, it } from 'vitest';
import { positivesInOrder } from '../prepare/positives.ts';
import { prepareTraining } from '../prepare/prepare.ts';
import { fingerprintOf } from './checkpoint.ts';

interface Changed {
  readonly weight?: number;
  readonly genre?: string;
  readonly training?: ConfigInput['training'];
}

/** Of a log of two users and two items, one thing changed. */
function fingerprint({ weight = 1, genre = 'drama', training = {} }: Changed = {}): string {
  const config = parseConfig({
    schema: { user: { id: 'u' }, item: { id: 'i', features: { genre: { kind: 'categorical' } } } },
    data: { events: 'log.csv' },
    training,
  });
  const events = positivesInOrder(Int32Array.of(0, 2, 4), Int32Array.of(0, 1, 0, 1));
  events.positive.fill(1);
  events.weight[3] = weight;
  const dataset = memoryDataset({
    users: { ids: ['a', 'b'], columns: {} },
    items: { ids: ['x', 'y'], columns: { genre: ['war', genre] } },
    types: ['click'],
    dictionaries: {},
    events,
  });
  return fingerprintOf(config, prepareTraining(config, dataset));
}

it('a checkpoint fits the same config and training part, with any number of workers', () => {
  const own = fingerprint();
  expect(fingerprint()).toBe(own);
  expect(fingerprint({ training: { workers: 2 } })).toBe(own);
  expect(fingerprint({ training: { epochs: 3 } })).not.toBe(own);
  expect(fingerprint({ weight: 2 })).not.toBe(own);
  expect(fingerprint({ genre: 'war' })).not.toBe(own);
});
