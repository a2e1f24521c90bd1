import { type Settings, SettingsError } from '../settings.ts';

/** The setting to change where the server cannot listen; other errors as they are. */
export function listenError(error: unknown, { host, port }: Settings): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'EADDRINUSE':
      return new SettingsError(
        `TWOTOWER_PORT=${port}: the port is in use; stop what listens there or set another`,
      );
    case 'EACCES':
      return new SettingsError(`TWOTOWER_PORT=${port}: not allowed to this user; set one above 1023`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new SettingsError(`TWOTOWER_HOST=${host}: not an address of this machine; use 127.0.0.1`);
    default:
      return error;
  }
}
