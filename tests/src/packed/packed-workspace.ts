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

/** Packs every package as it would be published, and the command line with them. Their `dist` must have been built. */
export async function packWorkspace(folder: string): Promise<Packed[]> {
  const filters = ['--filter', './packages/*', '--filter', '@twotower/worker'];
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
  const ours = Object.fromEntries(packed.map(({ name, tarball }) => [name, `file:${tarball}`]));
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

async function pnpm(args: readonly string[], cwd: string): Promise<void> {
  const { packageManager } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
  await exec('npx', ['--yes', packageManager, ...args], {
    cwd,
    env: { ...process.env, CI: '1', NODE_OPTIONS: '' },
    maxBuffer: 2 ** 26,
  });
}
