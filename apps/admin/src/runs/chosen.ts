/** How many runs can be compared. */
export const mostChosen = 5;

/** Ids of runs as the address has them. */
export function readChosen(text: string | undefined): string[] {
  return [...new Set((text ?? '').split(',').filter((id) => id !== ''))].slice(0, mostChosen);
}

export function writeChosen(ids: readonly string[]): string | undefined {
  return ids.length === 0 ? undefined : ids.slice(0, mostChosen).join(',');
}
