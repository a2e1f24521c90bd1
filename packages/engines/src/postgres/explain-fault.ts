import { hidePasswords } from '@twotower/schema';
import { StoreError } from '@twotower/store';

/** What PostgreSQL or the way to it says, with a mend; undefined for faults that are not theirs. */
export function explainFault(name: string, error: unknown): StoreError | undefined {
  if (!(error instanceof Error) || error instanceof StoreError) return undefined;
  const code = 'code' in error ? String(error.code) : '';
  const message = hidePasswords(error.message.replace(/\s+/g, ' '));
  const mend = mends[code];
  if (mend !== undefined) return new StoreError(`${name}: ${message || code}; ${mend}`, { cause: error });
  const isServers = 'severity' in error || /connection|timeout/i.test(error.message);
  return isServers
    ? new StoreError(`${name}: PostgreSQL: ${message}; see the server's log`, { cause: error })
    : undefined;
}

/** By the codes of the system and of PostgreSQL. */
const mends: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'check that the server runs, and the URL',
  ECONNRESET: 'the server went away; send the events again',
  ENOTFOUND: 'check the host in the URL',
  '28P01': 'check user and password',
  '28000': 'check the user, and who may log in (pg_hba.conf)',
  '3D000': 'make the database, or name another',
  '42501': 'give this user the right to make and write tables',
  '53100': 'free some space on the server and send the events again',
  '53300': 'let the server take more connections, or use fewer',
  '57P01': 'the server was shut down; send the events again when it is back',
  '25006': 'name the server that is the primary one',
};
