import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/** What the server's environment may say. */
export const environmentSchema = z.object({
  /** Folder of the store. */
  TWOTOWER_STORE: z.string().min(1).default('./.twotower'),
  /** `postgres://..`: the event log in PostgreSQL, and not in the store. */
  TWOTOWER_EVENTS: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must be a postgres:// URL')
    .optional(),
  /** The address to bind. One that other machines reach is bound only once there is an API key. */
  TWOTOWER_HOST: z.string().min(1).default('127.0.0.1'),
  /** 0 lets the system choose. */
  TWOTOWER_PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'give a port number from 0 to 65535')
    .transform(Number)
    .refine((port) => port <= 65535, 'give a port number from 0 to 65535')
    .prefault('7700'),
  /** Names by which the server may be asked, with commas; this machine's own need not be named. */
  TWOTOWER_HOSTS: z
    .string()
    .regex(/^[\w.:*-]+(\s*,\s*[\w.:*-]+)*$/, 'give names without ports, with commas between')
    .transform((names) => names.split(',').map((name) => name.trim()))
    .default([]),
  /** An admin key for a store that has none, so that a container can bind at once. */
  TWOTOWER_FIRST_KEY: z
    .string()
    .regex(/^[\x21-\x7e]{8,512}$/, 'give a key of 8 characters or more, without spaces')
    .optional(),
  /** A bundle's folder to serve from a store that has no champion. */
  TWOTOWER_FIRST_BUNDLE: z.string().min(1).optional(),
  /** Requests a second that each key may send; 0: no bound. */
  TWOTOWER_RATE: z
    .string()
    .regex(/^\d{1,7}$/, 'give requests a second, 0 for no bound')
    .transform(Number)
    .prefault('1000'),
  /** From which level on lines are logged. */
  TWOTOWER_LOG: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

export interface Settings {
  readonly store: string;
  /** Where the event log is, if not in the store: the URL of a PostgreSQL database. */
  readonly events?: string;
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  /** Names by which the server may be asked, beside this machine's own. */
  readonly hosts: readonly string[];
  /** An admin key to begin with. */
  readonly firstKey?: string;
  /** Folder of a bundle to begin with. */
  readonly firstBundle?: string;
  /** Requests a second that each key may send; 0: no bound. */
  readonly rate: number;
  readonly logLevel: string;
  /** Where the built admin UI lies, if it is built. */
  readonly adminFolder: string;
}

/** Where the admin UI lies: beside this app in a checkout, in it where it was packed. */
const adminFolders = ['../../admin/dist', '../admin'].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)),
);

/** An environment variable that cannot be used; the message names it and the mend. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/**
 * The one place where the server reads its environment.
 *
 * @throws SettingsError naming the variable
 */
export function readSettings(environment: NodeJS.ProcessEnv = process.env): Settings {
  const result = environmentSchema.safeParse(environment);
  if (!result.success) {
    const [issue] = result.error.issues;
    const name = String(issue.path[0]);
    const isSecret = name === 'TWOTOWER_FIRST_KEY' || name === 'TWOTOWER_EVENTS';
    const value = isSecret ? '' : `="${environment[name]}"`;
    throw new SettingsError(`environment variable ${name}${value}: ${issue.message}`);
  }
  const { data } = result;
  return {
    store: data.TWOTOWER_STORE,
    events: data.TWOTOWER_EVENTS,
    host: data.TWOTOWER_HOST,
    port: data.TWOTOWER_PORT,
    hosts: data.TWOTOWER_HOSTS,
    firstKey: data.TWOTOWER_FIRST_KEY,
    firstBundle: data.TWOTOWER_FIRST_BUNDLE,
    rate: data.TWOTOWER_RATE,
    logLevel: data.TWOTOWER_LOG,
    adminFolder: adminFolders.find((folder) => existsSync(folder)) ?? adminFolders[0],
  };
}
