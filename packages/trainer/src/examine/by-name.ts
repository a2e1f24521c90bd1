/** What is named alike, together, in the order in which the names come first. */
export function byName<T extends { readonly name: string }>(all: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const group = groups.get(one.name) ?? [];
    groups.set(one.name, group);
    group.push(one);
  }
  return groups;
}
