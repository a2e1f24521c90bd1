import { availableParallelism, freemem, totalmem } from 'node:os';

/** The memory and the cores that a run may use. */
export interface Machine {
  readonly freeBytes: number;
  readonly totalBytes: number;
  readonly cores: number;
}

/** This machine, or the container that the process runs in. */
export function thisMachine(): Machine {
  const limit = process.constrainedMemory?.() ?? 0;
  const contained = limit > 0 && limit < totalmem();
  const cores = availableParallelism();
  return contained
    ? { cores, totalBytes: limit, freeBytes: Math.min(freemem(), limit - process.memoryUsage().rss) }
    : { cores, totalBytes: totalmem(), freeBytes: freemem() };
}
