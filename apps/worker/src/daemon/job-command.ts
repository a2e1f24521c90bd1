import type { JobKind } from '@twotower/schema';

/**
 * The command of this program that does a job of each kind. Incremental updates first look how well what has come was foretold,
 * which takes as long as they do: so only now and then.
 *
 * @param every milliseconds from one look to the next
 */
export function jobCommands(every: number, now: () => number): (kind: JobKind) => readonly string[] {
  let looked = Number.NEGATIVE_INFINITY;
  return (kind) => {
    switch (kind) {
      case 'full':
        return ['update', '--full'];
      case 'prune':
        return ['prune'];
      case 'update':
        // Put back, a clock may never get there.
        if (Math.abs(now() - looked) < every) return ['update'];
        looked = now();
        return ['update', '--foretell'];
    }
  };
}
