import { join } from 'node:path';
import { expect, it } from 'vitest';
import { loadConfig } from './load-config.ts';
import { folderWith } from './test-data.ts';
import { tunedConfigText } from './tuned-config.ts';

const yaml = `# ours
schema: { user: { id: u }, item: { id: i } }
data: { events: log.csv } # the log
training: { epochs: 7 }
`;
const changes = {
  loss: { kind: 'bsl', c: 1.1, logQ: 'none' },
  model: { temperature: 0.2 },
  training: { learningRate: 0.05 },
};

it.each([
  ['twotower.config.yaml', yaml, 'best.yaml'],
  [
    'twotower.config.json',
    '{"schema":{"user":{"id":"u"},"item":{"id":"i"}},"data":{"events":"log.csv"},"training":{"epochs":7}}',
    'best.json',
  ],
  [
    'twotower.config.ts',
    "export default { schema: { user: { id: 'u' }, item: { id: 'i' } }, data: { events: 'log.csv' }, training: { epochs: 7 } };",
    'best.ts',
  ],
])('changes %s and keeps the rest', async (name, text, out) => {
  const folder = folderWith({ [name]: text });
  const tuned = tunedConfigText(join(folder, name), join(folder, out), changes, 'Best of 9');
  const { config } = await loadConfig(join(folderWith({ [name]: text, [out]: tuned }), out));
  expect(config.loss).toEqual(changes.loss);
  expect(config.model.temperature).toBe(0.2);
  expect(config.training).toMatchObject({ epochs: 7, learningRate: 0.05 });
  expect(config.data.events).toBe('log.csv');
});

it('keeps the comments of a YAML config', () => {
  const folder = folderWith({ 'c.yaml': yaml });
  const tuned = tunedConfigText(join(folder, 'c.yaml'), join(folder, 'd.yaml'), changes, 'Best of 9');
  expect(tuned).toMatch(/^# Best of 9\n/);
  expect(tuned).toContain('# ours');
  expect(tuned).toContain('# the log');
});
