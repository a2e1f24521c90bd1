interface Waiting<Item, Result> {
  readonly items: readonly Item[];
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Writes what several callers bring while a write is under way in one go, so that bringing it to the disk, which takes
 * milliseconds, is paid once for all of them.
 *
 * @param write gives one result a group, or throws for all of them
 * @param most items in one write; a group is never parted
 */
export function groupCommit<Item, Result>(
  write: (groups: readonly (readonly Item[])[]) => Promise<readonly Result[]>,
  most: number,
): (items: readonly Item[]) => Promise<Result> {
  const waiting: Waiting<Item, Result>[] = [];
  let writing = false;

  async function writeAll(): Promise<void> {
    writing = true;
    while (waiting.length > 0) {
      // Lets in what has arrived meanwhile.
      await new Promise(setImmediate);
      const group = takeUpTo(waiting, most);
      try {
        const results = await write(group.map(({ items }) => items));
        group.forEach(({ resolve }, g) => {
          resolve(results[g]);
        });
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
    writing = false;
  }

  return (items) =>
    new Promise((resolve, reject) => {
      waiting.push({ items, resolve, reject });
      if (!writing) void writeAll();
    });
}

function takeUpTo<Item, Result>(waiting: Waiting<Item, Result>[], most: number): Waiting<Item, Result>[] {
  let [count, items] = [1, waiting[0].items.length];
  while (count < waiting.length && items + waiting[count].items.length <= most) {
    items += waiting[count++].items.length;
  }
  return waiting.splice(0, count);
}
