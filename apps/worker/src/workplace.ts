import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { defaultSplit, loadConfig, readDataset, resolveConfigFile, splitDataset } from '@twotower/data';
import { type Config, ConfigError } from '@twotower/schema';
import { openStore, type Store } from '@twotower/store';
import type { Split } from '@twotower/trainer';
import type { Console } from './console.ts';
import { readSettings } from './settings.ts';

/** Flags that every command takes. */
export interface CommonFlags {
  readonly config?: string;
  readonly store?: string;
  readonly json?: boolean;
}

/** A config with the folder its paths are relative to. */
export interface LoadedConfig {
  readonly config: Config;
  readonly folder: string;
}

/** The config that `--config` names, or `twotower.config.*` of the current folder. */
export async function findConfig(flags: CommonFlags): Promise<LoadedConfig> {
  return loadConfig(flags.config ? resolve(flags.config) : resolveConfigFile(process.cwd()));
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
  task: (store: Store) => Promise<T>,
  missing: 'create' | 'refuse' = 'refuse',
): Promise<T> {
  if (missing === 'refuse' && !existsSync(join(folder, 'store.sqlite'))) {
    throw new ConfigError(
      `there is no store at ${folder}; make one with: twotower train, or name another with --store`,
    );
  }
  const store = await openStore(folder);
  try {
    return await task(store);
  } finally {
    await store.close();
  }
}

export interface ReadLog {
  readonly split: Split;
  readonly readSeconds: number;
}

/** Reads the config's log and cuts it; `test: 'none'` gives the test share to training. */
export async function readLog(
  { config, folder }: LoadedConfig,
  test: 'as-configured' | 'none',
  output: Console,
): Promise<ReadLog> {
  const started = performance.now();
  output.say(`Reading ${config.data.events}`);
  const { dataset, summary } = await readDataset(config, folder);
  const readSeconds = (performance.now() - started) / 1000;
  output.say(
    `  ${summary.accepted.toLocaleString('en-US')} events of ${dataset.users.ids.length.toLocaleString('en-US')} users ` +
      `on ${dataset.items.ids.length.toLocaleString('en-US')} items in ${readSeconds.toFixed(1)} s` +
      (summary.rejected > 0 ? `, ${summary.rejected} rows rejected` : ''),
  );
  const split = config.split ?? defaultSplit(dataset);
  return { split: splitDataset(dataset, test === 'none' ? { ...split, test: 0 } : split), readSeconds };
}
