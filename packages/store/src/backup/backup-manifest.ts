import { z } from 'zod';
import { StoreError } from '../error.ts';

/** The entry that a backup ends with: without it the file was cut off. */
export const LAST = 'backup.json';

const schema = z.strictObject({
  formatVersion: z.literal(1),
  /** ISO 8601, UTC. */
  createdAt: z.iso.datetime(),
  files: z.array(
    z.strictObject({ path: z.string(), bytes: z.int().min(0), sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
  ),
});

export type BackedUpFile = z.infer<typeof schema>['files'][number];

export function backupManifest(files: readonly BackedUpFile[]): string {
  return JSON.stringify({ formatVersion: 1, createdAt: new Date().toISOString(), files });
}

/** @throws StoreError where it is none */
export function readBackupManifest(text: string, file: string): readonly BackedUpFile[] {
  const found = schema.safeParse(parsed(text));
  if (!found.success)
    throw new StoreError(`${file} is no backup that this twotower knows; name one, or upgrade`);
  return found.data.files;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
