/** CPU milliseconds of the process, native threads included, that some work took. */
export async function cpuMilliseconds(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  return cpuSince(before);
}

/** CPU milliseconds of the process, native threads included, since its CPU usage was this. */
export function cpuSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** CPU milliseconds a query, the least of several rounds over all of them: what others do on the machine only adds. */
export async function leastAQuery(
  rounds: number,
  count: number,
  ask: (query: number) => unknown,
): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    const taken = await cpuMilliseconds(() => {
      for (let query = 0; query < count; query++) ask(query);
    });
    least = Math.min(least, taken / count);
  }
  return least;
}
