import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  inspectDataset,
  loadConfig,
  type ReadProgress,
  type ReadSummary,
  readDataset,
  resolveConfigFile,
  splitDataset,
} from '@twotower/data';
import { type Config, ConfigError, describeSource } from '@twotower/schema';
import { type FolderStore, openStore } from '@twotower/store';
import type { Split } from '@twotower/trainer';
import { advise } from './advice.ts';
import type { CommonFlags } from './common-flags.ts';
import type { Console } from './console.ts';
import { readSettings } from './settings.ts';

/** A config with its file and the folder its paths are relative to. */
export interface LoadedConfig {
  readonly config: Config;
  readonly stated: ReadonlySet<string>;
  readonly file: string;
  readonly folder: string;
}

/** The config that `--config` names, or `twotower.config.*` of the current folder. */
export async function findConfig(flags: CommonFlags): Promise<LoadedConfig> {
  const init = advise(['init']);
  return loadConfig(flags.config ? resolve(flags.config) : resolveConfigFile(process.cwd(), init), init);
}

/**
 * The store's folder: `--store`, else `TWOTOWER_STORE`, else the config's; without any config, `./.twotower`.
 * Commands that only read the store need no config.
 */
export async function findStoreFolder(flags: CommonFlags, loaded?: LoadedConfig): Promise<string> {
  const given = flags.store ?? readSettings().store;
  if (given) {
    return resolve(given);
  }
  const found = loaded ?? (await findConfig(flags));
  return resolve(found.folder, found.config.store);
}

/**
 * Opens the store for the time of one task, and closes it whatever happens.
 *
 * @param missing what to do where there is no store: only commands that write make one
 */
export async function withStore<T>(
  folder: string,
  task: (store: FolderStore) => Promise<T>,
  missing: 'create' | 'refuse' = 'refuse',
): Promise<T> {
  if (missing === 'refuse' && !isStore(folder)) {
    throw new ConfigError(
      `there is no store at ${folder}; make one with: ${advise(['train'], { store: folder })}, or name another with --store`,
    );
  }
  const store = await openStore(folder);
  try {
    return await task(store);
  } finally {
    await store.close();
  }
}

/** @throws the system's error where it cannot be told because this user may not look */
function isStore(folder: string): boolean {
  try {
    statSync(join(folder, 'store.sqlite'));
    return true;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      return false;
    }
    throw error;
  }
}

export interface ReadLog {
  readonly split: Split;
  readonly summary: ReadSummary;
  readonly readSeconds: number;
  /** What `inspect` warns of in this log, said already. */
  readonly warnings: readonly string[];
}

/**
 * Reads the config's log and cuts it; `to-training` gives the test part to those before it.
 *
 * @param storeFolder where a log larger than memory and the report of rejected rows go
 */
export async function readLog(
  { config, folder }: LoadedConfig,
  storeFolder: string,
  test: 'held-out' | 'to-training',
  output: Console,
): Promise<ReadLog> {
  const started = performance.now();
  output.say(`Reading ${describeSource(config.data.events)}`);
  const { dataset, summary } = await readDataset(config, folder, {
    scratch: storeFolder,
    onProgress: readingProgress(output),
  });
  const readSeconds = (performance.now() - started) / 1000;
  output.say(
    `  ${count(summary.accepted)} events of ${count(dataset.users.ids.length)} users ` +
      `on ${count(dataset.items.ids.length)} items in ${readSeconds.toFixed(1)} s`,
  );
  if (summary.rejectReport) {
    const { users, items } = summary.sides;
    const rejected = summary.rejected + users.rejected + items.rejected;
    output.say(`  ${count(rejected)} rows rejected; each stands with its reason in ${summary.rejectReport}`);
  }
  const { warnings } = inspectDataset(dataset, summary, config);
  sayWarnings(warnings, output);
  return { split: splitDataset(dataset, config.split, test), summary, readSeconds, warnings };
}

/** Draws how far the log is read. */
export function readingProgress(output: Console): (progress: ReadProgress) => void {
  const started = performance.now();
  return ({ rows, share }) => {
    const rowsPerSecond = rows / ((performance.now() - started) / 1000);
    output.progress({ kind: 'reading', rows, rowsPerSecond, ...(share !== undefined && { share }) });
  };
}

export function sayWarnings(warnings: readonly string[], output: Console): void {
  for (const warning of warnings) {
    output.say(`warning: ${warning}`);
  }
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}
