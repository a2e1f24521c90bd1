// The source files below a folder.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const SOURCE = /\.([cm]?[jt]s|[jt]sx)$/;
const SKIPPED = new Set(['node_modules', 'dist', '.turbo', 'coverage']);

/** @returns {string[]} absolute paths, sorted */
export function sourceFiles(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : sourceFiles(path);
      return SOURCE.test(entry.name) && !entry.name.endsWith('.d.ts') ? [path] : [];
    })
    .sort();
}

/** Tests may import any package: by the file's name or by a folder of tests. */
export function isTest(file) {
  return /\.(test|test-d|spec)\.[cm]?[jt]sx?$/.test(file) || /[\\/](tests?|fixtures)[\\/]/.test(file);
}
