import { join } from 'node:path';
import type { SealedFolder } from '@twotower/durable';
import { StoreError } from './error.ts';

/** How JSON lies in a bundle. */
export function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** @throws StoreError where the file is no JSON */
export async function readJson(sealed: SealedFolder, path: string): Promise<unknown> {
  const text = (await sealed.read(path)).toString('utf8');
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new StoreError(`${join(sealed.folder, path)} is no JSON; write it again`, { cause });
  }
}
