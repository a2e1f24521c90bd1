/**
 * Of how many events a batch of an update is meant to be: shorter ones have the say that they have in it. An update teaches an
 * event once, where training teaches each several times, so a fraction of a batch of training counts as a whole one. If it were a
 * whole batch, each event would move its rows so little that what people turn to is followed too late (`pnpm bench freshness`); were it
 * far less, a handful of events would move theirs as far as a thousand do.
 *
 * @param batchSize of training
 * @param learnt positives of the bundle: one of few has never seen a whole batch
 */
export function meantBatch(batchSize: number, learnt: number): number {
  return Math.max(1, Math.min(batchSize, learnt) / timesTaught);
}

/**
 * How large the batches of a night are: those of training where the window holds many of them, else smaller, as a day of
 * few events would be a single step; never smaller than a batch is meant to be.
 *
 * @param taught positives that the night teaches
 */
export function nightBatch(batchSize: number, learnt: number, taught: number): number {
  return Math.min(batchSize, Math.ceil(Math.max(meantBatch(batchSize, learnt), taught / fewestSteps)));
}

/** Few settings train for fewer passes than this. */
const timesTaught = 4;
const fewestSteps = 16;
