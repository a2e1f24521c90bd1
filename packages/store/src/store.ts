import { accessSync, constants, existsSync, lstatSync, readdirSync, statfsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { makeFolder, removeLeftovers } from '@twotower/durable';
import type { Aliases } from './aliases.ts';
import type { Audit } from './audit.ts';
import type { Bundles } from './bundle.ts';
import { folderBundles } from './bundle-folder.ts';
import { bundleTargets } from './bundle-targets.ts';
import type { EntityChanges } from './changes/entity-changes.ts';
import { folderCheckpoints } from './checkpoint-folder.ts';
import type { Checkpoints } from './checkpoints.ts';
import type { Comparisons } from './comparisons/comparisons.ts';
import type { Deltas } from './deltas/delta.ts';
import { folderDeltas } from './deltas/delta-folder.ts';
import { StoreError } from './error.ts';
import type { EventLog } from './events/event-log.ts';
import { folderLeases } from './folder-leases.ts';
import type { Jobs } from './jobs.ts';
import type { ApiKeys } from './keys/api-keys.ts';
import type { Leases } from './leases.ts';
import type { Runs } from './runs.ts';
import { openRegistry, type Registry, readRegistry } from './sqlite/registry.ts';
import { sqliteAliases } from './sqlite/sqlite-aliases.ts';
import { sqliteAudit } from './sqlite/sqlite-audit.ts';
import { sqliteChanges } from './sqlite/sqlite-changes.ts';
import { sqliteComparisons } from './sqlite/sqlite-comparisons.ts';
import { sqliteEventLog } from './sqlite/sqlite-event-log.ts';
import { sqliteJobs } from './sqlite/sqlite-jobs.ts';
import { sqliteKeys } from './sqlite/sqlite-keys.ts';
import { sqliteRuns } from './sqlite/sqlite-runs.ts';
import { permissionError } from './store-errors.ts';

/** All that must survive, wherever it lies. */
export interface Store {
  readonly bundles: Bundles;
  readonly aliases: Aliases;
  readonly runs: Runs;
  readonly checkpoints: Checkpoints;
  readonly deltas: Deltas;
  readonly events: EventLog;
  readonly changes: EntityChanges;
  readonly keys: ApiKeys;
  readonly audit: Audit;
  readonly jobs: Jobs;
  readonly leases: Leases;
  readonly comparisons: Comparisons;
  close(): Promise<void>;
}

/** A store in one folder: files, and SQLite beside them. */
export interface FolderStore extends Store {
  /** Absolute. */
  readonly folder: string;
  /** Why nothing can be written, and the mend; absent where everything can. */
  readonly readOnly?: string;
  /** Absolute paths of unfinished folders: those being written, and what cannot be proved to be abandoned. */
  readonly unfinished: readonly string[];
}

/**
 * Opens a store in a folder, making it where it does not exist and removing what crashed processes left half written. On a
 * medium that is full or allows no writing, or under such a user, it opens for reading. Several processes may have the same store open.
 *
 * @throws StoreError where the folder cannot be used or was written by a newer version
 */
export async function openStore(folder: string): Promise<FolderStore> {
  const root = resolve(folder);
  const places = {
    bundles: join(root, 'bundles'),
    checkpoints: join(root, 'checkpoints'),
    deltas: join(root, 'deltas'),
  };
  const file = join(root, 'store.sqlite');
  const readOnly = whyReadOnly(root, file);
  let database: Registry;
  let unfinished: string[] = [];
  if (readOnly === undefined) {
    unfinished = prepare(root, [...Object.values(places), ...foldersIn(places.deltas)]);
    database = openRegistry(file);
  } else {
    requireReadable(root, file, readOnly);
    database = readRegistry(file, readOnly);
  }
  const bundles = folderBundles(places.bundles);
  const deltas = folderDeltas(places.deltas, bundles);
  const events = sqliteEventLog(join(root, 'events.sqlite'), { readOnly });
  return {
    folder: root,
    ...(readOnly !== undefined && { readOnly }),
    unfinished,
    bundles,
    aliases: sqliteAliases(database, bundleTargets(bundles, deltas)),
    runs: sqliteRuns(database),
    checkpoints: folderCheckpoints(places.checkpoints),
    deltas,
    events,
    changes: sqliteChanges(database),
    keys: sqliteKeys(database),
    audit: sqliteAudit(database),
    jobs: sqliteJobs(database),
    leases: folderLeases(root),
    comparisons: sqliteComparisons(database),
    async close() {
      await events.close();
      database.close();
    },
  };
}

/** Deltas lie a folder deeper than all else that is written in one step. */
function foldersIn(folder: string): string[] {
  const entries = existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : [];
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name));
}

/** Makes the folders and clears them. @returns what stays unfinished */
function prepare(root: string, folders: readonly string[]): string[] {
  try {
    return folders.flatMap((folder) => {
      makeFolder(folder);
      return removeLeftovers(folder);
    });
  } catch (error) {
    throw (
      permissionError(error) ??
      new StoreError(`cannot open the store ${root}: ${(error as Error).message}; pick a writable folder`)
    );
  }
}

/** With the mend; undefined where the store can be written, or made. */
function whyReadOnly(root: string, file: string): string | undefined {
  for (const path of [root, file]) {
    try {
      accessSync(path, constants.W_OK);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (code === 'EROFS') return `${path} lies on a read-only file system; name another store`;
      if (code === 'EACCES' || code === 'EPERM') {
        return `this user may not write ${path}; give the right to write, or name another store`;
      }
    }
  }
  return existsSync(file) && freeBytes(root) < leastFree
    ? `the disk of ${root} is full; free some space`
    : undefined;
}

/** Opening for writing takes so many bytes. */
const leastFree = 128 * 1024;

function freeBytes(folder: string): number {
  const { bsize, bfree, bavail } = statfsSync(folder);
  return bsize * (process.getuid?.() === 0 ? bfree : bavail);
}

function requireReadable(root: string, file: string, readOnly: string): void {
  try {
    accessSync(root, constants.R_OK | constants.X_OK);
    if (lstatSync(file, { throwIfNoEntry: false }) !== undefined) {
      accessSync(file, constants.R_OK);
      return;
    }
  } catch (error) {
    throw permissionError(error) ?? error;
  }
  throw new StoreError(`there is no store at ${root}, and none can be made: ${readOnly}`);
}
