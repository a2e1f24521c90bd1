/** The checkpoint that holds what a bundle's incremental learner needs beside bundle and deltas. */
export function incrementCheckpoint(bundleId: string): string {
  return `increment-${bundleId}`;
}
