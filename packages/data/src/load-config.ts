import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import * as schema from '@twotower/schema';
import { type Config, ConfigError, nearest, parseConfig, statedKeys } from '@twotower/schema';
import { loadConfig as loadModule } from 'c12';
import { parse } from 'yaml';

export interface LoadedConfig {
  readonly config: Config;
  /** What the file says itself; all else are defaults. */
  readonly stated: ReadonlySet<string>;
  /** Absolute path of the file. */
  readonly file: string;
  /** Absolute path of its folder, against which the config's paths are resolved. */
  readonly folder: string;
}

const endings = ['.ts', '.js', '.mjs', '.json', '.yaml', '.yml'];

/**
 * Reads and checks a config file: TypeScript or JavaScript (its default export), JSON or YAML.
 *
 * A TypeScript config may import `@twotower/schema` wherever it lies.
 *
 * @param init the command that writes a config, as the caller would type it, for the advice in errors
 * @throws ConfigError with one line where the file is missing, cannot be parsed or run, or holds no valid config
 */
export async function loadConfig(file: string, init = 'twotower init'): Promise<LoadedConfig> {
  const path = resolve(file);
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) {
    throw new ConfigError(`${path}: no such config file; write one with: ${init} --from FILE`);
  }
  if (!endings.includes(extname(path))) {
    throw new ConfigError(`${path}: a config file ends in ${endings.join(', ')}`);
  }
  const input = await readInput(path);
  if (input === null || typeof input !== 'object' || Object.keys(input).length === 0) {
    throw new ConfigError(
      `${path}: holds no config; export one by default, or write one with: ${init} --from FILE`,
    );
  }
  const config = parseConfig(input, basename(path));
  return { config, stated: statedKeys(input), file: path, folder: dirname(path) };
}

/**
 * The config file of a folder: `twotower.config.ts`, `.js`, `.mjs`, `.json`, `.yaml` or `.yml`, in this order.
 *
 * @param init the command that writes a config, as the caller would type it, for the advice in errors
 * @throws ConfigError where it has none
 */
export function resolveConfigFile(cwd: string, init = 'twotower init'): string {
  const folder = resolve(cwd);
  const names = statSync(folder, { throwIfNoEntry: false })?.isDirectory() ? readdirSync(folder) : [];
  const found = endings.map((ending) => `twotower.config${ending}`).find((name) => names.includes(name));
  if (found) {
    return join(folder, found);
  }
  const guess = nearest('twotower.config.yaml', names);
  throw new ConfigError(
    `${folder}: no twotower.config.ts, .js, .json or .yaml${guess ? `, but ${guess}` : ''}; name one with --config, or write one with: ${init} --from FILE`,
  );
}

async function readInput(path: string): Promise<unknown> {
  try {
    if (/\.(json|ya?ml)$/.test(path)) {
      return parse(readFileSync(path, 'utf8'));
    }
    const loaded = await loadModule({
      configFile: path,
      cwd: dirname(path),
      rcFile: false,
      globalRc: false,
      packageJson: false,
      dotenv: false,
      extend: false,
      envName: false,
      jitiOptions: { virtualModules: { '@twotower/schema': schema }, fsCache: false, moduleCache: false },
    });
    return loaded.config;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new ConfigError(`${path}: cannot be read: ${message.split('\n')[0].replace(/:$/, '')}`);
  }
}
