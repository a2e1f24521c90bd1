/** A path as a glob of DuckDB that stands for itself alone: a bracket keeps each of its signs to itself. */
export function literalPath(path: string): string {
  return path.replace(/[[*?]/g, '[$&]');
}
