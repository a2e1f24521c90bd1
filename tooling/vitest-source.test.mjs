import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inRoot } from './process/paths.mjs';
import { workspaceFolders } from './workspace/folders.mjs';

const SCHEMA_SOURCE = inRoot('packages/schema/src/index.ts');
const exported = workspaceFolders().flatMap(({ folder, manifest }) =>
  Object.entries(manifest.exports ?? {}).map(([path, conditions]) => [
    manifest.name + path.slice(1),
    inRoot(folder, conditions['twotower-source']),
  ]),
);

test.each(exported)('%s names a source that exists', (_name, file) => {
  expect(existsSync(file)).toBe(true);
});

test('a test that imports a package by name runs its source, the same module as by path', async () => {
  const byName = await import('@twotower/schema');
  const byPath = await import(/* @vite-ignore */ SCHEMA_SOURCE);
  expect(byName.ConfigError).toBe(byPath.ConfigError);
});

test('so does a package that imports another one', async () => {
  const { loadConfig } = await import('@twotower/data');
  const { ConfigError } = await import(/* @vite-ignore */ SCHEMA_SOURCE);
  await expect(loadConfig(inRoot('no-such.yaml'))).rejects.toBeInstanceOf(ConfigError);
});
