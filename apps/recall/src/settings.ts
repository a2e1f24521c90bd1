import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const environmentSchema = z.object({
  TWOTOWER_STORE: z.string().min(1).default('./.twotower'),
  TWOTOWER_HOST: z
    .string()
    .refine(
      isLoopback,
      'this version has no API keys and serves this machine only; use 127.0.0.1, ::1 or localhost',
    )
    .default('127.0.0.1'),
  TWOTOWER_PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'give a port number from 0 to 65535')
    .transform(Number)
    .refine((port) => port <= 65535, 'give a port number from 0 to 65535')
    .default(7700),
  TWOTOWER_LOG: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

export interface Settings {
  readonly store: string;
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  readonly logLevel: string;
  /** Where the built admin UI lies, if it is built. */
  readonly adminFolder: string;
}

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
    throw new SettingsError(`environment variable ${name}="${environment[name]}": ${issue.message}`);
  }
  const { TWOTOWER_STORE, TWOTOWER_HOST, TWOTOWER_PORT, TWOTOWER_LOG } = result.data;
  return {
    store: TWOTOWER_STORE,
    host: TWOTOWER_HOST,
    port: TWOTOWER_PORT,
    logLevel: TWOTOWER_LOG,
    adminFolder: fileURLToPath(new URL('../../admin/dist', import.meta.url)),
  };
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}
