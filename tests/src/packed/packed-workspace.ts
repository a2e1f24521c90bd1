import { execFile } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const exec = promisify(execFile);

export interface Packed {
  readonly name: string;
  /** Absolute. */
  readonly tarball: string;
}

/** Packs every package as it would be published, the command line and the recall server with them. Their `dist` must have been built. */
export async function packWorkspace(folder: string): Promise<Packed[]> {
  const filters = [
    '--filter',
    './packages/*',
    '--filter',
    '@twotower/worker',
    '--filter',
    '@twotower/recall',
  ];
  await pnpm(['--recursive', ...filters, 'pack', '--pack-destination', folder], ROOT);
  const tarballs = (await readdir(folder)).filter((name) => name.endsWith('.tgz')).sort();
  return tarballs.map((file) => ({
    name: file.replace(/^twotower-(.*)-\d+\.\d+\.\d+\.tgz$/, '@twotower/$1'),
    tarball: join(folder, file),
  }));
}

/**
 * Makes a folder a project that has nothing but the packed packages and what they name as dependencies, as someone's own project
 * would, outside of this workspace.
 */
export async function installPacked(folder: string, packed: readonly Packed[]): Promise<void> {
  const ours = byName(packed);
  const manifest = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
  const { typescript, '@types/node': node } = manifest.devDependencies;
  const project = {
    private: true,
    type: 'module',
    dependencies: { ...ours, typescript, '@types/node': node },
    pnpm: { overrides: ours },
  };
  await writeFile(join(folder, 'package.json'), JSON.stringify(project));
  // What the workspace's own installation fetched is there already. Of scripts only the kernel's is wanted.
  await pnpm(
    ['install', '--prefer-offline', '--ignore-scripts', '--config.auto-install-peers=false'],
    folder,
  );
  await exec(process.execPath, [join(folder, 'node_modules/@twotower/kernel/native/build.mjs')]);
}

/**
 * Makes a folder a machine that only serves: the packed recall server and what it names as dependencies, by npm, without a compiler
 * and without scripts.
 */
export async function installServer(folder: string, packed: readonly Packed[]): Promise<void> {
  const { '@twotower/recall': server, ...others } = byName(packed);
  const project = { private: true, dependencies: { '@twotower/recall': server }, overrides: others };
  await writeFile(join(folder, 'package.json'), JSON.stringify(project));
  await npm(['install', '--omit=peer', '--prefer-offline'], folder);
}

/** npm without what is not asked for: scripts, audits, advertisements. */
export async function npm(args: readonly string[], cwd: string): Promise<void> {
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-progress'];
  await exec('npm', [...args, ...quiet], {
    cwd,
    env: { ...process.env, NODE_OPTIONS: '' },
    maxBuffer: 2 ** 26,
  });
}

function byName(packed: readonly Packed[]): Record<string, string> {
  return Object.fromEntries(packed.map(({ name, tarball }) => [name, `file:${tarball}`]));
}

async function pnpm(args: readonly string[], cwd: string): Promise<void> {
  const { packageManager } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
  await exec('npx', ['--yes', packageManager, ...args], {
    cwd,
    env: { ...process.env, CI: '1', NODE_OPTIONS: '' },
    maxBuffer: 2 ** 26,
  });
}
