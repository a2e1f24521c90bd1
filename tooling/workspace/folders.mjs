// The packages of this workspace, by folder.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { inRoot } from '../process/paths.mjs';

/**
 * @returns {{ folder: string, kind: 'packages' | 'apps' | 'bench' | 'tests' | 'examples', manifest: Record<string, any> }[]}
 */
export function workspaceFolders() {
  const below = (kind) =>
    existsSync(inRoot(kind))
      ? readdirSync(inRoot(kind)).map((name) => ({ folder: `${kind}/${name}`, kind }))
      : [];
  return [
    ...below('packages'),
    ...below('apps'),
    ...['bench', 'tests'].map((folder) => ({ folder, kind: folder })),
    ...below('examples'),
  ]
    .filter(({ folder }) => existsSync(inRoot(folder, 'package.json')))
    .map((entry) => ({
      ...entry,
      manifest: JSON.parse(readFileSync(inRoot(entry.folder, 'package.json'), 'utf8')),
    }));
}
