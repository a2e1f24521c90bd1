import { createHash, randomBytes } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { isAlive, ownProcess } from './process-identity.ts';

const PREFIX = '.tmp';
const host = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);
/** A process of another machine cannot be asked whether it lives; no write takes this long. */
const FOREIGN_AGE_MS = 24 * 3600 * 1000;

/** A name no reader looks at, which says whose unfinished work lies under it. */
export async function temporaryName(): Promise<string> {
  const { pid, started } = await ownProcess();
  return [PREFIX, host, pid, started, randomBytes(4).toString('hex')].join('-');
}

export function isTemporary(name: string): boolean {
  return name.startsWith(`${PREFIX}-`);
}

/** Removes the unfinished work of processes that are gone; that of living ones stays. */
export async function removeLeftovers(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (isTemporary(name) && (await isAbandoned(join(folder, name), name))) {
      await rm(join(folder, name), { recursive: true, force: true });
    }
  }
}

async function isAbandoned(path: string, name: string): Promise<boolean> {
  const [, ownerHost, pid, started] = name.split('-');
  if (ownerHost === host) return !(await isAlive({ pid: Number(pid), started }));
  const found = await stat(path).catch(() => undefined);
  return found !== undefined && Date.now() - found.mtimeMs > FOREIGN_AGE_MS;
}
