import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newerNodes } from './newer-nodes.ts';
import { installPacked, installServer, type Packed, packWorkspace } from './packed-workspace.ts';
import { readmeExamples, statedOutput } from './readme-examples.ts';
import { startInstalledServer } from './server-process.ts';

const exec = promisify(execFile);
/** Commands: nothing to import, and no example. */
const apps = ['@twotower/worker', '@twotower/recall'];
let folder: string;
let packed: Packed[];
let project: string;
let examples: Example[];
/** What the packed command line said of the model that it trained. */
let trained: unknown;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'twotower-packed-'));
  packed = await packWorkspace(join(folder, 'tarballs'));
  project = join(folder, 'project');
  await mkdir(project);
  await installPacked(
    project,
    packed.filter(({ name }) => name !== '@twotower/recall'),
  );
  await writeLog(project);
  const words = ['train', '--promote', '--json', '--config', 'twotower.config.yaml'];
  const { stdout } = await run(join(project, 'node_modules/@twotower/worker/bin/twotower.js'), words);
  trained = JSON.parse(stdout);
  examples = await writeExamples();
  await compile({ module: 'nodenext', outDir: 'examples', rootDir: 'source' });
}, 480_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

it('nothing is wrong with what would be published, nor with its types', async () => {
  expect(packed.length).toBeGreaterThan(10);
  for (const { name, tarball } of packed) {
    const bytes = await readFile(tarball);
    const { messages } = await publint({ pack: { tarball: Uint8Array.from(bytes).buffer }, strict: true });
    expect(messages, name).toEqual([]);
    if (apps.includes(name)) continue;
    const checked = await checkPackage(createPackageFromTarballData(Uint8Array.from(bytes)));
    const problems = checked.types === false ? [] : checked.problems;
    // Everything is ESM: those who `require` it are told by Node, and Node 20's own resolution is not that of Node 10.
    const known = ['NoResolution node10', 'CJSResolvesToESM node16-cjs'];
    const wrong = problems.map((problem) =>
      'resolutionKind' in problem ? `${problem.kind} ${problem.resolutionKind}` : problem.kind,
    );
    expect(
      wrong.filter((problem) => !known.includes(problem)),
      name,
    ).toEqual([]);
  }
}, 120_000);

it('the packed command line trains a model', () => {
  expect(trained).toMatchObject({ bundleId: expect.any(String) });
});

it('the examples of every README are of the right types, print what they say, and need nothing else', async () => {
  await compile({ module: 'esnext', moduleResolution: 'bundler', noEmit: true });
  for (const { name, file, code } of examples) {
    // These two want a server and a database; theirs are run beside those.
    if (name === '@twotower/client' || name === '@twotower/engines') continue;
    const { stdout } = await run(join(project, 'examples', `${file}.js`), []);
    const lines = stdout.split('\n').filter((line) => line !== '');
    for (const stated of statedOutput(code)) {
      expect(
        lines.some((line) => stated.startsWith(line)),
        `${name}: ${stated}\nprinted: ${stdout}`,
      ).toBe(true);
    }
  }
}, 180_000);

it('the packed server serves from a folder that has only a bundle: installed by npm, without worker, DuckDB and TensorFlow', async () => {
  const machine = join(folder, 'machine');
  await mkdir(machine);
  await installServer(machine, packed);
  for (const absent of ['@twotower/worker', '@duckdb', '@tensorflow']) {
    expect(existsSync(join(machine, 'node_modules', absent)), absent).toBe(false);
  }
  const [bundle] = await readdir(join(project, '.twotower/bundles'));
  const server = await startInstalledServer(machine, join(project, '.twotower/bundles', bundle));
  const page = await fetch(server.url, { headers: { accept: 'text/html' } });
  const script = /src="\.?(\/assets\/[^"]+\.js)"/.exec(await page.text())?.[1];
  expect((await fetch(`${server.url}${script}`)).headers.get('content-type')).toMatch(/javascript/);
  const answer = await fetch(`${server.url}/v1/recall`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ userId: '7', k: 5, filter: { field: 'year', op: 'gte', value: 1990 } }),
  });
  const { source, bundleId, items } = (await answer.json()) as {
    source: string;
    bundleId: string;
    items: { attributes: { year: number } }[];
  };
  expect({ source, bundleId, count: items.length }).toEqual({ source: 'model', bundleId: bundle, count: 5 });
  expect(items.every(({ attributes }) => attributes.year >= 1990)).toBe(true);
  expect(await server.stop()).toBe(0);
}, 240_000);

it('an example that teaches a model and the command line say the same on Node 22 and 24', async ({
  skip,
}) => {
  const nodes = await newerNodes(join(folder, 'nodes'));
  if (typeof nodes === 'string') return skip(nodes);
  const example = join(
    project,
    'examples',
    `${examples.find(({ name }) => name === '@twotower/core')?.file}.js`,
  );
  const program = join(project, 'node_modules/@twotower/worker/bin/twotower.js');
  const said = async (node?: string) => {
    const recalled = await run(program, ['recall', '--user', '7', '--json', '--store', '.twotower'], node);
    const { source, items } = JSON.parse(recalled.stdout);
    return { learnt: (await run(example, [], node)).stdout, source, items };
  };
  const here = await said();
  expect(here).toMatchObject({ learnt: expect.stringContaining('\n'), source: 'model' });
  for (const [version, node] of nodes) expect(await said(node), `Node ${version}`).toEqual(here);
}, 240_000);

/** A log of what groups of users like, and the items' attributes that READMEs speak of. */
async function writeLog(to: string): Promise<void> {
  const genres = ['Drama', 'Comedy', 'War'];
  const items = Array.from({ length: 60 }, (_, i) => `f${i},${genres[i % 3]},${1980 + (i % 40)}`);
  await writeFile(join(to, 'items.csv'), `item,genres,year\n${items.join('\n')}\n`);
  const users = Array.from({ length: 120 }, (_, i) => `${i},${20 + (i % 50)}`);
  await writeFile(join(to, 'users.csv'), `user,age\n${users.join('\n')}\n`);
  let state = 1;
  const below = (n: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
  const rows = Array.from({ length: 1500 }, (_, i) => {
    const user = below(120);
    const item = (user % 3) + 3 * below(20);
    return `${user},f${item},${(i % 5) + 1},${1_700_000_000 + i * 60}`;
  });
  await writeFile(join(to, 'ratings.csv'), `user,item,rating,time\n${rows.join('\n')}\n`);
  const config = `
schema:
  user: { id: user, features: { age: { kind: numeric } } }
  item: { id: item, features: { genres: { kind: categorical } }, attributes: [genres, year] }
  event: { time: time }
data: { events: ratings.csv, users: users.csv, items: items.csv }
choose: defaults
training: { epochs: 2 }
store: .twotower
`;
  await writeFile(join(to, 'twotower.config.yaml'), config);
}

interface Example {
  readonly name: string;
  readonly file: string;
  readonly code: string;
}

async function writeExamples(): Promise<Example[]> {
  await mkdir(join(project, 'source'));
  const found: Example[] = [];
  for (const { name } of packed) {
    if (apps.includes(name)) continue;
    const modules = await readmeExamples(name);
    expect(modules.length, `${name} has no example`).toBeGreaterThan(0);
    for (const [i, code] of modules.entries()) {
      const file = `${name.replace('@twotower/', '')}-${i}`;
      await writeFile(join(project, 'source', `${file}.ts`), code);
      found.push({ name, file, code });
    }
  }
  return found;
}

async function compile(options: Readonly<Record<string, string | boolean>>): Promise<void> {
  const compilerOptions = { target: 'es2023', types: ['node'], strict: true, skipLibCheck: true, ...options };
  await writeFile(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['source'] }));
  await run(join(project, 'node_modules/typescript/bin/tsc'), ['-p', project]);
}

async function run(
  script: string,
  words: readonly string[],
  node = process.execPath,
): Promise<{ stdout: string }> {
  try {
    return await exec(node, [script, ...words], {
      cwd: project,
      env: { ...process.env, NODE_OPTIONS: '' },
      maxBuffer: 2 ** 26,
    });
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`${script} ${words.join(' ')} failed:\n${stdout}${stderr}`);
  }
}
