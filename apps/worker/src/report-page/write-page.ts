import { accessSync, constants, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { ConfigError } from '@twotower/schema';

/**
 * Where the page is to go, found out before a long training begins.
 *
 * @returns the absolute path
 * @throws ConfigError where its folder does not exist or may not be written to, or where it is a folder itself
 */
export function checkPagePath(file: string): string {
  const path = resolve(file);
  const folder = dirname(path);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new ConfigError(`--report ${file}: there is no folder ${folder}; make it or name another place`);
  }
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
    throw new ConfigError(
      `--report ${file}: this is a folder; name a file in it, such as ${file}/report.html`,
    );
  }
  try {
    accessSync(folder, constants.W_OK);
  } catch {
    throw new ConfigError(`--report ${file}: this user may not write to ${folder}; name another place`);
  }
  return path;
}

/** Writes the page whole or not at all; a page that was there before is replaced. */
export function writePage(path: string, page: string): void {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, page);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
