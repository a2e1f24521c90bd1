import { join } from 'node:path';
import { ConfigError } from '@twotower/schema';
import { describe, expect, it } from 'vitest';
import { loadConfig, resolveConfigFile } from './load-config.ts';
import { folderWith } from './test-data.ts';

const yaml = 'schema: { user: { id: u }, item: { id: i } }\ndata: { events: log.csv }\n';
const module = `{ schema: { user: { id: 'u' }, item: { id: 'i' } }, data: { events: 'log.csv' } }`;

describe('a config file', () => {
  it.each([
    ['twotower.config.yaml', yaml],
    ['twotower.config.json', '{"schema":{"user":{"id":"u"},"item":{"id":"i"}},"data":{"events":"log.csv"}}'],
    ['twotower.config.js', `export default ${module};`],
    [
      'twotower.config.ts',
      `import { defineConfig } from '@twotower/schema';\nconst n: number = 1;\nexport default defineConfig(${module});`,
    ],
  ])('%s is found, read and checked', async (name, text) => {
    const folder = folderWith({ [name]: text });
    const loaded = await loadConfig(resolveConfigFile(folder));
    expect(loaded).toMatchObject({ file: join(folder, name), folder });
    expect(loaded.config.schema.user.id).toBe('u');
    expect(loaded.config.training.epochs).toBe(20);
  });

  it.each([
    ['a.yaml', 'schema: [', /cannot be read/],
    ['a.yaml', '', /holds no config/],
    ['a.yaml', `${yaml}modle: {}\n`, /did you mean "model"/],
    ['a.ts', 'export default {', /cannot be read/],
    ['a.toml', 'x = 1', /ends in/],
  ])('%s holding %j is refused in one line', async (name, text, message) => {
    const failure = await loadConfig(join(folderWith({ [name]: text }), name)).catch(
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(ConfigError);
    expect(String(failure)).toMatch(message);
    expect(String(failure)).not.toContain('\n');
  });

  it('that is missing says how to write one', async () => {
    await expect(loadConfig('/nowhere/c.yaml')).rejects.toThrow(/no such config file/);
    expect(() => resolveConfigFile(folderWith({}))).toThrow(/twotower init/);
    expect(() => resolveConfigFile(folderWith({}), 'npx twotower init')).toThrow(
      /: npx twotower init --from FILE$/,
    );
  });
});
