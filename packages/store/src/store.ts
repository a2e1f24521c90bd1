import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { removeLeftovers } from '@twotower/durable';
import type { Aliases } from './aliases.ts';
import type { Bundles } from './bundle.ts';
import { folderBundles } from './bundle-folder.ts';
import { folderCheckpoints } from './checkpoint-folder.ts';
import type { Checkpoints } from './checkpoints.ts';
import { StoreError } from './error.ts';
import type { Runs } from './runs.ts';
import { openDatabase } from './sqlite/database.ts';
import { sqliteAliases } from './sqlite/sqlite-aliases.ts';
import { sqliteRuns } from './sqlite/sqlite-runs.ts';

/** All that must survive, in one folder. */
export interface Store {
  /** Absolute. */
  readonly folder: string;
  readonly bundles: Bundles;
  readonly aliases: Aliases;
  readonly runs: Runs;
  readonly checkpoints: Checkpoints;
  close(): Promise<void>;
}

/**
 * Opens a store, making it where it does not exist and removing what crashed processes left half written.
 * Several processes may have the same store open.
 *
 * @throws StoreError where the folder cannot be used or was written by a newer version
 */
export async function openStore(folder: string): Promise<Store> {
  const root = resolve(folder);
  const bundlesFolder = join(root, 'bundles');
  const checkpointsFolder = join(root, 'checkpoints');
  try {
    await mkdir(bundlesFolder, { recursive: true });
    await mkdir(checkpointsFolder, { recursive: true });
  } catch (error) {
    throw new StoreError(
      `cannot open the store ${root}: ${(error as Error).message}; pick a writable folder`,
    );
  }
  removeLeftovers(bundlesFolder);
  removeLeftovers(checkpointsFolder);
  const database = openDatabase(join(root, 'store.sqlite'));
  const aliases = sqliteAliases(database, bundlesFolder);
  return {
    folder: root,
    bundles: folderBundles(bundlesFolder, aliases),
    aliases,
    runs: sqliteRuns(database),
    checkpoints: folderCheckpoints(checkpointsFolder),
    close: () => database.destroy(),
  };
}
