import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { npm } from './packed-workspace.ts';

/**
 * Other versions of Node than the one that runs this, by npm's packages of them; a text says why there are none.
 *
 * @param folder where they are to lie
 * @returns paths of programs, by version
 */
export async function newerNodes(folder: string): Promise<ReadonlyMap<number, string> | string> {
  const platform = `${process.platform}-${process.arch}`;
  if (!['linux-x64', 'linux-arm64'].includes(platform)) return `npm has no Node of ours for ${platform}`;
  const versions = [22, 24];
  const dependencies = Object.fromEntries(
    versions.map((version) => [`node${version}`, `npm:node-${platform}@${version}`]),
  );
  await mkdir(folder);
  await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies }));
  try {
    await npm(['install', '--prefer-offline'], folder);
  } catch (error) {
    return `Node 22 and 24 cannot be had: ${error instanceof Error ? error.message : error}`;
  }
  return new Map(versions.map((version) => [version, join(folder, `node_modules/node${version}/bin/node`)]));
}
