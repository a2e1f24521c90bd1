import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ConfigError, hidePasswords } from '@twotower/schema';
import { z } from 'zod';
import { howCalled } from './how-called.ts';

/** What the worker's environment may say. */
export const settingsSchema = z.object({
  /** Folder of the store, over the config's `store`; `--store` goes before it. */
  TWOTOWER_STORE: z.string().min(1).optional(),
  /** `postgres://..`: the event log in PostgreSQL, and not in the store. */
  TWOTOWER_EVENTS: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must be a postgres:// URL')
    .optional(),
  /** From which level on the daemon's lines are logged. */
  TWOTOWER_LOG: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  /** What trains where the native kernel does not: TensorFlow natively or on WebAssembly; `auto` the first that loads. */
  TWOTOWER_ENGINE: z.enum(['auto', 'native', 'wasm']).default('auto'),
});

const tensorflowSetup = fileURLToPath(new URL('../../../tooling/tensorflow/setup.mjs', import.meta.url));

export interface Settings {
  /** Overrides the config's `store`; `--store` overrides both. */
  readonly store?: string;
  /** Where the event log is, if not in the store: the URL of a PostgreSQL database. */
  readonly events?: string;
  readonly engine: 'auto' | 'native' | 'wasm';
  /** Of the daemon's log. */
  readonly logLevel: string;
  /** The script that gets native TensorFlow, where this runs in a checkout of the project. */
  readonly tensorflowSetup?: string;
  /** What the caller types before a command, for advice: `npm run twotower --`. */
  readonly program: string;
}

/**
 * The one place where the worker reads its environment.
 *
 * @throws ConfigError naming the variable
 */
export function readSettings(environment: NodeJS.ProcessEnv = process.env): Settings {
  const result = settingsSchema.safeParse(environment);
  if (!result.success) {
    const [issue] = result.error.issues;
    const name = String(issue.path[0]);
    throw new ConfigError(
      `environment variable ${name}="${hidePasswords(environment[name] ?? '')}": ${issue.message}`,
    );
  }
  return {
    store: result.data.TWOTOWER_STORE,
    events: result.data.TWOTOWER_EVENTS,
    engine: result.data.TWOTOWER_ENGINE,
    logLevel: result.data.TWOTOWER_LOG,
    ...(existsSync(tensorflowSetup) && { tensorflowSetup }),
    program: howCalled({ environment, argv: process.argv, cwd: process.cwd() }),
  };
}
