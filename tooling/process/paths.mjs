// Where things are in this checkout.
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(fileURLToPath(new URL('../..', import.meta.url)));

/** @param {...string} parts path below the root of the checkout */
export const inRoot = (...parts) => join(root, ...parts);
