import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { DurableError } from './error.ts';
import { sumOfFileNow } from './sum-of-file.ts';

export const MANIFEST = 'manifest.json';
export const MEND = 'restore the folder from a backup or remove it';

/** A file of a sealed folder: path relative to it, with `/`. */
export interface SealedFile {
  readonly path: string;
  readonly bytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

/** What `manifest.json` says: the writer's own facts, and every other file. */
export interface Manifest {
  readonly facts?: unknown;
  readonly files: readonly SealedFile[];
}

const filesSchema = z.array(
  z.strictObject({
    path: z.string().refine(staysInside),
    bytes: z.int().min(0),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
  }),
);
/** `sum` is the sha256 of the manifest's other keys as compact JSON. */
const sealSchema = z.strictObject({ facts: z.unknown(), files: filesSchema, sum: z.string() });

/** Sums all files of a folder and writes them down with the facts: the last file of a folder. */
export function writeManifest(folder: string, facts: unknown): readonly SealedFile[] {
  const files = listFiles(folder).map((path) => ({
    path,
    bytes: statSync(join(folder, path)).size,
    sha256: sumOfFileNow(join(folder, path)),
  }));
  writeFileSync(join(folder, MANIFEST), manifestText({ facts, files }));
  return files;
}

/** @throws DurableError where the manifest is missing, changed, of another form, or names a file outside its folder */
export function readManifest(folder: string): Manifest {
  const path = join(folder, MANIFEST);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw unreadable(path, cause);
  }
  let seal: z.infer<typeof sealSchema>;
  try {
    seal = sealSchema.parse(JSON.parse(text));
  } catch {
    throw new DurableError(`${path} is not a whole manifest; ${MEND}`);
  }
  if (manifestText(seal) !== text)
    throw new DurableError(`${path} was changed after it was written; ${MEND}`);
  return seal;
}

/** What to say of a file that cannot be read: a permission is mended otherwise than a loss. */
export function unreadable(path: string, cause: unknown): DurableError {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  return code === 'EACCES' || code === 'EPERM'
    ? new DurableError(`${path}: this user may not read it; give the right to read`, { cause })
    : new DurableError(`${path} is missing or unreadable; ${MEND}`, { cause });
}

/** Relative paths with `/`, sorted by code unit: the same on every machine. */
export function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .map((path) => path.replaceAll('\\', '/'))
    .sort((a, b) => (a < b ? -1 : 1));
}

/** Whether a path of a manifest names something below its folder, on every system. */
function staysInside(path: string): boolean {
  return (
    path !== MANIFEST &&
    !/[\\:\0]/.test(path) &&
    path.split('/').every((part) => part !== '' && part !== '.' && part !== '..')
  );
}

function manifestText({ facts, files }: Manifest): string {
  return `${JSON.stringify({ facts, files, sum: sumOf({ facts, files }) }, null, 2)}\n`;
}

function sumOf({ facts, files }: Manifest): string {
  const plain = files.map(({ path, bytes, sha256 }) => [path, bytes, sha256]);
  return createHash('sha256')
    .update(JSON.stringify([facts, plain]))
    .digest('hex');
}
