import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Runs Node with some words in a folder. @throws Error with what it said where it fails */
export async function runNode(words: readonly string[], folder: string): Promise<void> {
  await promisify(execFile)(process.execPath, [...words], { cwd: folder, maxBuffer: 1 << 26 });
}
