import { homedir, tmpdir } from 'node:os';
import { resolve, sep } from 'node:path';

/**
 * Takes the places of this machine out of what callers read: files of the store are named from its folder on, of other paths only the
 * last part is left. For texts of ours and of the system, as why a bundle is broken; ids of people are none of these.
 */
export function placeHider(storeFolder: string): <T>(value: T) => T {
  const roots = [resolve(storeFolder), process.cwd(), tmpdir(), homedir()].filter((root) => root !== sep);
  const hideText = (text: string): string => {
    let hidden = text;
    for (const root of roots) hidden = hidden.replaceAll(root + sep, '').replaceAll(root, '.');
    return hidden.replaceAll(absolutePath, (_path, before: string, last: string) => `${before}…/${last}`);
  };
  const hide = (value: unknown): unknown => {
    if (typeof value === 'string') return hideText(value);
    if (Array.isArray(value)) return value.map(hide);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, hide(one)]));
  };
  return <T>(value: T) => hide(value) as T;
}

/** Two parts or more: `/livez` and `/` are no places. */
const absolutePath = /(^|[\s"'`(=:])(?:[A-Za-z]:)?(?:[\\/][^\s\\/"'`:;,()]+)+[\\/]([^\s\\/"'`:;,()]*)/g;
