import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { DurableError } from './error.ts';
import { temporaryName } from './temporary-name.ts';

const MANIFEST = 'manifest.json';
const MEND = 'restore the folder from a backup or remove it';

const filesSchema = z.array(
  z.strictObject({ path: z.string().min(1), bytes: z.int().min(0), sha256: z.string().length(64) }),
);
/** `sum` is the sha256 of the manifest's other keys as compact JSON. */
const sealSchema = z.strictObject({ facts: z.unknown(), files: filesSchema, sum: z.string() });

/** A file of a sealed folder: path relative to it, with `/`. */
export interface SealedFile {
  readonly path: string;
  readonly bytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

/** A folder whose manifest vouches for every file. */
export interface SealedFolder {
  readonly folder: string;
  readonly facts: unknown;
  readonly files: readonly SealedFile[];
  /** @throws DurableError naming the file where it is missing, truncated or changed */
  read(path: string): Promise<Buffer>;
}

/**
 * Fills a folder under a temporary name, records every file's size and sum in a manifest, syncs all and renames:
 * after a crash at any moment the folder is there whole or not at all.
 */
export async function writeSealed(
  target: string,
  facts: unknown,
  fill: (folder: string) => Promise<void>,
): Promise<readonly SealedFile[]> {
  const parent = dirname(target);
  const temporary = join(parent, await temporaryName());
  try {
    await mkdir(temporary);
    await fill(temporary);
    const files: SealedFile[] = [];
    for (const path of await listFiles(temporary)) files.push(await sealFile(temporary, path));
    await writeFile(join(temporary, MANIFEST), manifestText({ facts, files }), { flush: true });
    await syncFolders(temporary);
    await rename(temporary, target);
    await sync(parent);
    return files;
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    if (error instanceof DurableError || !isSystemError(error)) throw error;
    throw new DurableError(
      error.code === 'ENOTEMPTY' || error.code === 'EEXIST'
        ? `cannot write ${target}: another run writes to the same store; let it end, or give this one a store of its own`
        : `cannot write ${target}: ${error.message}; check space and permissions`,
    );
  }
}

/** @throws DurableError where the manifest is missing, changed or of another form */
export async function openSealed(folder: string): Promise<SealedFolder> {
  const { facts, files } = await readManifest(folder);
  return {
    folder,
    facts,
    files,
    async read(path) {
      const entry = files.find((file) => file.path === path);
      if (!entry) throw new DurableError(`${join(folder, path)} is not in ${MANIFEST}; ${MEND}`);
      const bytes = await readFile(join(folder, path)).catch(() => undefined);
      if (!bytes) throw missing(folder, path);
      checkSize(folder, entry, bytes.length);
      checkSum(folder, entry, createHash('sha256').update(bytes).digest('hex'));
      return bytes;
    },
  };
}

/** Checks that every file is there in its size: cheap, and enough for a listing. */
export async function checkSizes({ folder, files }: SealedFolder): Promise<void> {
  for (const entry of files) {
    const found = await stat(join(folder, entry.path)).catch(() => undefined);
    if (!found) throw missing(folder, entry.path);
    checkSize(folder, entry, found.size);
  }
}

/** Checks sizes and sums of the files under a prefix, without holding them in memory. */
export async function checkSums(sealed: SealedFolder, prefix: string): Promise<void> {
  await checkSizes(sealed);
  for (const entry of sealed.files.filter(({ path }) => path.startsWith(prefix))) {
    checkSum(sealed.folder, entry, await sha256(join(sealed.folder, entry.path)));
  }
}

async function readManifest(folder: string): Promise<{ facts?: unknown; files: readonly SealedFile[] }> {
  const path = join(folder, MANIFEST);
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) throw missing(folder, MANIFEST);
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

function manifestText({ facts, files }: { facts?: unknown; files: readonly SealedFile[] }): string {
  return `${JSON.stringify({ facts, files, sum: sumOf({ facts, files }) }, null, 2)}\n`;
}

function sumOf({ facts, files }: { facts?: unknown; files: readonly SealedFile[] }): string {
  const plain = files.map(({ path, bytes, sha256 }) => [path, bytes, sha256]);
  return createHash('sha256')
    .update(JSON.stringify([facts, plain]))
    .digest('hex');
}

function missing(folder: string, path: string): DurableError {
  return new DurableError(`${join(folder, path)} is missing or unreadable; ${MEND}`);
}

function checkSize(folder: string, { path, bytes }: SealedFile, found: number): void {
  if (found !== bytes) {
    throw new DurableError(`${join(folder, path)} has ${found} bytes instead of ${bytes}; ${MEND}`);
  }
}

function checkSum(folder: string, { path, sha256 }: SealedFile, found: string): void {
  if (found !== sha256) {
    throw new DurableError(
      `${join(folder, path)} was changed after it was written (sha256 differs); ${MEND}`,
    );
  }
}

/** Relative paths with `/`, sorted by code unit: the same on every machine. */
async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort((a, b) => (a < b ? -1 : 1));
}

async function sealFile(folder: string, path: string): Promise<SealedFile> {
  const file = join(folder, path);
  const sum = await sha256(file);
  await sync(file);
  return { path, bytes: (await stat(file)).size, sha256: sum };
}

async function sha256(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) hash.update(chunk);
  return hash.digest('hex');
}

async function syncFolders(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries) if (entry.isDirectory()) await sync(join(entry.parentPath, entry.name));
  await sync(folder);
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && 'syscall' in error;
}
