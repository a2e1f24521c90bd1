/**
 * The places of a config file at which somebody has written something, as dotted paths: `training.epochs`. A list, and an object
 * that says its `kind`, are one place: `loss`, whatever stands in it.
 *
 * @param input what the file holds, before its defaults are filled in
 */
export function statedKeys(input: unknown): ReadonlySet<string> {
  const keys = new Set<string>();
  collect(input, '', keys);
  return keys;
}

/** Whether a place, one above it or one within it is stated. */
export function isStated(stated: ReadonlySet<string>, path: string): boolean {
  for (const key of stated) {
    if (key === path || key.startsWith(`${path}.`) || path.startsWith(`${key}.`)) {
      return true;
    }
  }
  return false;
}

function collect(value: unknown, path: string, keys: Set<string>): void {
  if (value === undefined) {
    return;
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value) || isWhole(value, path)) {
    keys.add(path);
    return;
  }
  for (const [name, part] of Object.entries(value)) {
    collect(part, path === '' ? name : `${path}.${name}`, keys);
  }
}

/** A feature says its kind too, but what it leaves open may still be chosen. */
function isWhole(value: object, path: string): boolean {
  return 'kind' in value && !path.startsWith('schema.');
}
