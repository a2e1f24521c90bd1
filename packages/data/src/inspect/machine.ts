import { freemem, totalmem } from 'node:os';

/** The memory that a run may use. */
export interface Machine {
  readonly freeBytes: number;
  readonly totalBytes: number;
}

/** This machine, or the container that the process runs in. */
export function thisMachine(): Machine {
  const limit = process.constrainedMemory?.() ?? 0;
  const contained = limit > 0 && limit < totalmem();
  return contained
    ? { totalBytes: limit, freeBytes: Math.min(freemem(), limit - process.memoryUsage().rss) }
    : { totalBytes: totalmem(), freeBytes: freemem() };
}
