import type { Kernel, SoftmaxBatch } from '@twotower/kernel';
import { CoreError } from '../error.ts';
import { grown } from '../grown.ts';
import { bslLoss } from './losses/bsl-loss.ts';
import type { LossOptions } from './losses/create-loss.ts';
import type { VectorBatch, VectorLoss } from './vector-loss.ts';

/**
 * A loss of the softmax family over unit vectors, as its file under `losses/` says, by the kernel.
 * Throws {@link CoreError} for arrays of other lengths, hits outside the batch and weights without a positive sum.
 */
export function kernelLoss(
  kernel: Kernel,
  options: LossOptions | undefined,
  dim: number,
  learnTemperature = false,
): VectorLoss {
  const kind = kernelKind(options);
  if (kind === undefined) throw new CoreError(`loss ${options?.kind}: the kernel does not know it`);
  // Its check of c.
  if (options?.kind === 'bsl') bslLoss(options);
  const none = new Float32Array(0);
  const call: SoftmaxBatch = {
    kind,
    c: options?.kind === 'bsl' ? (options.c ?? 1.22) : 1,
    temperature: 1,
    size: 0,
    dim,
    candidates: 0,
    ownPerRow: 0,
    users: none,
    items: none,
    logQ: none,
    positiveLogQ: undefined,
    shares: none,
    present: undefined,
    hits: new Int32Array(0),
    hitNumbers: 0,
    ofUsers: none,
    ofItems: none,
  };
  return (batch) => {
    const { size, rows, users, items, logQ, temperature, own } = batch;
    call.ownPerRow = own?.perRow ?? 0;
    call.candidates = rows - size * call.ownPerRow;
    if (size === 0) throw new CoreError('batch: holds no users; leave empty batches out');
    checkSizes(batch, call.candidates);
    call.shares = grown(call.shares, size);
    share(batch.weights, size, call.shares);
    call.ofUsers = grown(call.ofUsers, size * dim);
    call.ofItems = grown(call.ofItems, rows * dim);
    call.hits = byRow(batch.hits);
    call.hitNumbers = call.hits.length;
    call.present = own?.present;
    call.positiveLogQ = kind === 0 ? batch.positiveLogQ : undefined;
    Object.assign(call, { size, users, items, logQ, temperature });
    const loss = named(() => kernel.softmaxLoss(call));
    const { ofUsers, ofItems } = call;
    if (!learnTemperature) return { loss, ofUsers, ofItems };
    // As all scores move with 1 / tau.
    let logTemperature = 0;
    for (let i = 0; i < size * dim; i++) logTemperature -= users[i] * ofUsers[i];
    return { loss, ofUsers, ofItems, logTemperature };
  };
}

/** The kernel's number of a loss; undefined for one that it does not know. */
export function kernelKind(loss: LossOptions = { kind: 'softmax' }): 0 | 1 | 2 | undefined {
  if (loss.kind === 'bsl') return 1;
  if (loss.kind === 'softmax') return loss.logQForm === 'refined' ? 2 : 0;
  return undefined;
}

function share(weights: Float32Array, size: number, shares: Float32Array): void {
  let total = 0;
  for (let r = 0; r < size; r++) total += weights[r];
  if (!(total > 0)) {
    throw new CoreError(`weights: sum to ${total}; at least one record needs a positive weight`);
  }
  for (let r = 0; r < size; r++) shares[r] = weights[r] / total;
}

function named(call: () => number): number {
  try {
    return call();
  } catch (error) {
    throw new CoreError(`batch: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

function checkSizes({ size, rows, logQ, weights, own }: VectorBatch, candidates: number): void {
  if (candidates < size || logQ.length !== rows || weights.length !== size) {
    throw new CoreError(
      `batch: ${size} users, ${rows} items, ${own?.perRow ?? 0} private negatives a user, ${logQ.length} logQ, ${weights.length} weights; items hold the positives first and the private negatives last, logQ is one an item, weights one a user`,
    );
  }
  const places = size * (own?.perRow ?? 0);
  if (own?.present !== undefined && own.present.length !== places) {
    throw new CoreError(
      `own.present: holds ${own.present.length} numbers; ${size} records of ${own.perRow} private negatives need ${places}`,
    );
  }
}

/** Flat pairs ordered by row, as `accidentalHits` finds them; others are sorted. */
function byRow(hits: Int32Array): Int32Array {
  let ordered = true;
  for (let h = 2; h < hits.length && ordered; h += 2) ordered = hits[h] >= hits[h - 2];
  if (ordered) return hits;
  const pairs = Array.from({ length: hits.length / 2 }, (_, p) => [hits[2 * p], hits[2 * p + 1]]);
  return Int32Array.from(pairs.sort((a, b) => a[0] - b[0]).flat());
}
