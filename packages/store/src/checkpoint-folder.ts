import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openSealed, writeSealed } from '@twotower/durable';
import type { Checkpoints } from './checkpoints.ts';
import { StoreError } from './error.ts';
import { storeErrors } from './store-errors.ts';
import { readTensors, writeTensors } from './tensor-files.ts';

/**
 * Checkpoints of a folder. Each save is a subfolder `<name>.<number>` of its own; the highest number counts, and
 * lower ones go once it is there.
 */
export function folderCheckpoints(folder: string): Checkpoints {
  return {
    save: (name, { meta, tensors }) =>
      storeErrors(async () => {
        const versions = await versionsOf(folder, name);
        const next = join(folder, `${name}.${(versions.at(-1) ?? 0) + 1}`);
        await writeSealed(next, { formatVersion: 1, name }, async (temporary) => {
          await writeFile(join(temporary, 'meta.json'), `${JSON.stringify(meta, null, 2)}\n`);
          await writeTensors(join(temporary, 'tensors'), tensors);
        });
        await removeVersions(folder, name, versions);
      }),
    load: (name) =>
      storeErrors(async () => {
        const version = (await versionsOf(folder, name)).at(-1);
        if (version === undefined) return undefined;
        const sealed = openSealed(join(folder, `${name}.${version}`));
        const meta: unknown = JSON.parse((await sealed.read('meta.json')).toString('utf8'));
        return { meta, tensors: await readTensors(sealed, 'tensors') };
      }),
    remove: (name) => storeErrors(async () => removeVersions(folder, name, await versionsOf(folder, name))),
  };
}

/** Numbers of the saves of a name, ascending. */
async function versionsOf(folder: string, name: string): Promise<number[]> {
  if (!/^[\w-]+$/.test(name)) {
    throw new StoreError(`"${name}" cannot name a checkpoint; use letters, digits, - and _`);
  }
  return (await readdir(folder).catch(noFolder))
    .filter((entry) => entry.startsWith(`${name}.`))
    .map((entry) => Number(entry.slice(name.length + 1)))
    .filter(Number.isInteger)
    .sort((a, b) => a - b);
}

/** Oldest first, so that a crash in between never brings an older one back. */
async function removeVersions(folder: string, name: string, versions: readonly number[]): Promise<void> {
  for (const version of versions)
    await rm(join(folder, `${name}.${version}`), { recursive: true, force: true });
}

/** A store that could never be written has no folder of checkpoints. */
function noFolder(error: NodeJS.ErrnoException): string[] {
  if (error.code === 'ENOENT') return [];
  throw error;
}
