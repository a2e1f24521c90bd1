import type { Tensors } from '@twotower/store';

/** The tensors under `group/name`. */
export function inGroup(group: string, tensors: Tensors): Tensors {
  return Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [`${group}/${name}`, tensor]));
}

/** Those of one group, by their names within it. */
export function groupOf(tensors: Tensors, group: string): Tensors {
  const start = `${group}/`;
  return Object.fromEntries(
    Object.entries(tensors)
      .filter(([name]) => name.startsWith(start))
      .map(([name, tensor]) => [name.slice(start.length), tensor]),
  );
}
