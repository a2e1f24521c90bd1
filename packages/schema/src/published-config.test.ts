import { expect, it } from 'vitest';
import { parseConfig } from './parse-config.ts';
import { publishedConfig } from './published-config.ts';

const schema = { user: { id: 'u' }, item: { id: 'i' } };

it('publishes a config without passwords and functions, as JSON that is a config again', () => {
  const config = parseConfig({
    schema,
    data: {
      events: () => [],
      users: { postgres: 'postgres://reader:secret@db/shop', table: 'users' },
      items: 'items.csv',
    },
    split: {
      kind: 'files',
      validation: { postgres: 'postgres://reader:secret@db/shop', query: 'select 1' },
      test: () => [],
    },
    loss: { kind: 'custom', loss: () => 0 },
    alerts: { webhook: 'https://hooks.example/secret', staleDelta: '2h' },
    negatives: [{ kind: 'in-batch' }, { kind: 'custom', source: () => 0 }],
  });
  const text = JSON.stringify(publishedConfig(config));
  expect(text).not.toContain('secret');
  const again = parseConfig(JSON.parse(text), 'the config of a bundle');
  expect(again.data.items).toBe('items.csv');
  expect(again.data.events).toBe('the rows of a function');
  expect(again.loss.kind).toBe('custom');
  expect(again.alerts).toEqual({ staleDelta: '2h', recallDrop: 0.1 });
});

it('leaves a plain config as it is', () => {
  const config = parseConfig({ schema, data: { events: 'log.csv' } });
  expect(publishedConfig(config)).toEqual(config);
});
