import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** Long enough to be nobody else's: such names are looked for in folders of people, too. */
const PART = '.twotower-part-';
const LOCK = '.twotower-lock-';

/** A name no reader looks at; it tells on which running system it was given. */
export function temporaryName(): string {
  return `${PART}${running ?? 'unknown'}-${randomBytes(6).toString('hex')}`;
}

/** Whether a folder is being written, or was left by one who did. */
export function isTemporary(name: string): boolean {
  return name.startsWith(PART);
}

/** The lock's file beside a folder: who writes or reads the folder holds it. */
export function lockName(name: string): string {
  return LOCK + name;
}

export function isLock(name: string): boolean {
  return name.startsWith(LOCK);
}

/** The folder that a lock's file stands for. */
export function lockedName(lock: string): string {
  return lock.slice(LOCK.length);
}

/** Whether a name was given on the system as it runs now, where locks are the kernel's own and no network's. */
export function isOfThisSystem(name: string): boolean {
  return running !== undefined && name.startsWith(`${PART}${running}-`);
}

/** What tells this start of this machine from all others; containers on it share it. Undefined where nothing tells. */
const running: string | undefined = (() => {
  try {
    const id = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return createHash('sha256').update(id).digest('hex').slice(0, 12);
  } catch {
    return undefined;
  }
})();
