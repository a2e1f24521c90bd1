import { type Config, parseConfig } from '@twotower/schema';

/** Trains on every row of a simulated log, for one epoch: the ID and four features a side, one hidden layer of 128. */
export function filesConfig(batchSize: number): Config {
  const categorical = { kind: 'categorical' };
  return parseConfig({
    schema: {
      user: {
        id: 'user_id',
        features: {
          age: { kind: 'numeric' },
          gender: categorical,
          country: categorical,
          device: categorical,
        },
      },
      item: {
        id: 'item_id',
        features: {
          genres: { kind: 'categories', separator: '|' },
          type: categorical,
          director: categorical,
          year: { kind: 'numeric' },
        },
      },
      event: { time: 'timestamp' },
    },
    data: { events: 'log/events.csv', users: 'log/users.csv', items: 'log/items.csv' },
    model: { dim: 64, user: { hidden: [128] }, item: { hidden: [128] }, temperature: 0.07 },
    training: { epochs: 1, batchSize },
    evaluation: { baselines: [] },
  });
}
