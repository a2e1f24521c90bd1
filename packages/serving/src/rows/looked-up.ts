/** Ids that are looked up in one go. */
const inOneGo = 512;

/** What is found for each id, -1 where nothing is. `pause` is called again and again, so that many ids hold nobody up. */
export async function lookedUp(
  ids: readonly string[],
  find: (id: string) => number | undefined,
  pause: () => Promise<void>,
): Promise<Int32Array> {
  const found = new Int32Array(ids.length);
  for (let i = 0; i < ids.length; i++) {
    found[i] = find(ids[i]) ?? -1;
    if (i % inOneGo === inOneGo - 1) await pause();
  }
  return found;
}
