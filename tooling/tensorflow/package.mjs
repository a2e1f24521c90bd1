// The installed @tensorflow/tfjs-node: its real folder, and what the package manager shares with other checkouts.
import { copyFileSync, existsSync, realpathSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from '../process/paths.mjs';

/** @returns {string | undefined} folder of the package, or undefined where it is not installed */
export function tfjsNodeFolder() {
  const link = inRoot('node_modules/@tensorflow/tfjs-node');
  return existsSync(join(link, 'package.json')) ? realpathSync(link) : undefined;
}

/** Gives the package its own package.json: its installer writes into that file, which pnpm's store hard-links. */
export function detachManifest(folder) {
  const file = join(folder, 'package.json');
  const copy = `${file}.${process.pid}`;
  copyFileSync(file, copy);
  renameSync(copy, file);
}
