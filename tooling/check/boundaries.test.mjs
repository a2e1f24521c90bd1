import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { root } from '../process/paths.mjs';
import { run } from '../process/run.mjs';
import { violationsOf } from './violations.mjs';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'boundaries-'));
  for (const name of ['schema', 'features', 'core', 'index']) {
    write(
      `packages/${name}/package.json`,
      JSON.stringify({ name: `@twotower/${name}`, exports: { '.': './src/index.ts' } }),
    );
    write(`packages/${name}/src/index.ts`, 'export const one = 1;\n');
  }
  for (const name of ['worker', 'recall']) {
    write(
      `apps/${name}/package.json`,
      JSON.stringify({ name: `@twotower/${name}`, exports: { '.': './src/main.ts' } }),
    );
    write(`apps/${name}/src/main.ts`, 'export const app = 1;\n');
  }
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('boundaries', () => {
  test('a workspace that keeps the table passes', () => {
    write('packages/core/src/index.ts', `import { one } from '@twotower/features';\nexport { one };\n`);
    expect(violationsOf(folder)).toEqual([]);
  });

  test.each([
    ['an import outside the table', `import { one } from '@twotower/core';`, /schema may import only none/],
    ['a type-only import', `import type { One } from '@twotower/core';`, /schema may import only none/],
    ['a re-export', `export * from '@twotower/core';`, /schema may import only none/],
    ['a dynamic import', `const core = await import('@twotower/core');`, /schema may import only none/],
    ['an import type', `export type One = import('@twotower/core').One;`, /schema may import only none/],
    ['a require', `const core = require('@twotower/core');`, /schema may import only none/],
    ['a path past the exports', `import '@twotower/schema/src/secret.ts';`, /past the exports/],
    ['a relative path into another package', `import '../../core/src/index.ts';`, /leaves packages\/schema/],
    ['an app', `import '@twotower/worker';`, /is an app/],
    ['an unknown package', `import '@twotower/nothing';`, /no such package/],
  ])('%s fails', (_name, source, message) => {
    write('packages/schema/src/bad.ts', `${source}\n`);
    const [problem] = violationsOf(folder);
    expect(problem).toMatch(/^packages\/schema\/src\/bad\.ts: /);
    expect(problem).toMatch(message);
  });

  test('apps never import each other, not even in tests', () => {
    write('apps/worker/src/a.test.ts', `import '@twotower/recall';\n`);
    expect(violationsOf(folder)).toHaveLength(1);
  });

  test('a test may import any package, a comment or string imports nothing', () => {
    write('packages/schema/src/a.test.ts', `import '@twotower/core';\n`);
    write(
      'packages/schema/src/b.ts',
      `// import '@twotower/core'\nexport const text = "import '@twotower/core'";\n`,
    );
    expect(violationsOf(folder)).toEqual([]);
  });

  test('a cycle of files is named, one of types alone like any other', () => {
    write('packages/index/src/a.ts', `import './b.ts';\n`);
    write('packages/index/src/b.ts', `import './a.ts';\n`);
    write('packages/core/src/c.ts', `import type { D } from './d.ts';\nexport type C = D;\n`);
    write('packages/core/src/d.ts', `import type { C } from './c.ts';\nexport type D = C;\n`);
    expect(violationsOf(folder)).toEqual([
      'cycle: packages/core/src/c.ts -> packages/core/src/d.ts -> packages/core/src/c.ts',
      'cycle: packages/index/src/a.ts -> packages/index/src/b.ts -> packages/index/src/a.ts',
    ]);
  });

  test('a cycle over three files by a re-export and a type in an expression is found', () => {
    write('packages/core/src/index.ts', `export * from './a.ts';\n`);
    write('packages/core/src/a.ts', `export const b: import('./b.ts').B = 1;\n`);
    write('packages/core/src/b.ts', `export type { B } from './index.ts';\n`);
    expect(violationsOf(folder)).toEqual([
      'cycle: packages/core/src/a.ts -> packages/core/src/b.ts -> packages/core/src/index.ts -> packages/core/src/a.ts',
    ]);
  });

  test('an import against the order of a package’s folders is named', () => {
    write('packages/trainer/package.json', JSON.stringify({ name: '@twotower/trainer' }));
    write('packages/trainer/src/teach/loop.ts', 'export const loop = 1;\n');
    write('packages/trainer/src/prepare/order.test.ts', `import { loop } from '../teach/loop.ts';\n`);
    expect(violationsOf(folder)).toEqual([
      expect.stringMatching(
        /^packages\/trainer\/src\/prepare\/order\.test\.ts: .* against the order of folders/,
      ),
    ]);
  });

  test('a package without a row in the table is told so', () => {
    write('packages/extra/package.json', JSON.stringify({ name: '@twotower/extra' }));
    expect(violationsOf(folder)).toEqual([expect.stringMatching(/packages\/extra: not in/)]);
  });

  test('the command exits 1 on a violation and 0 without', async () => {
    const command = join(root, 'tooling/check/boundaries.mjs');
    expect((await run(process.execPath, [command, folder])).code).toBe(0);
    write('packages/schema/src/bad.ts', `import '@twotower/core';\n`);
    expect((await run(process.execPath, [command, folder])).code).toBe(1);
  });
});

function write(path, text) {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
