import type { Kernel } from '@twotower/kernel';
import { CoreError } from '../../error.ts';
import { bslLoss } from '../losses/bsl-loss.ts';
import type { LossOptions } from '../losses/create-loss.ts';
import type { TrainBatch } from '../train-batch.ts';
import { grown } from './grown.ts';

export interface KernelLossResult {
  readonly loss: number;
  /** `[B, dim]` and `[C + B * H, dim]`, good until the next call. */
  readonly ofUsers: Float32Array;
  readonly ofItems: Float32Array;
}

/**
 * A loss of the softmax family over unit vectors, as its file under `losses/` says, by the kernel.
 * Throws {@link CoreError} for arrays of other lengths, hits outside the batch and weights without a positive sum.
 */
export function kernelLoss(kernel: Kernel, options: LossOptions | undefined, dim: number) {
  const kind = kernelKind(options);
  if (kind === undefined) throw new CoreError(`loss ${options?.kind}: the kernel does not know it`);
  const c = options?.kind === 'bsl' ? (options.c ?? 1.22) : 1;
  // Its check of c.
  if (options?.kind === 'bsl') bslLoss(options);
  let ofUsers = new Float32Array(0);
  let ofItems = new Float32Array(0);
  let shares = new Float32Array(0);
  return (
    batch: TrainBatch,
    users: Float32Array,
    items: Float32Array,
    temperature: number,
  ): KernelLossResult => {
    const { logQ, positiveLogQ, weights, own } = batch;
    const { size } = batch.users;
    const perRow = own?.perRow ?? 0;
    const rows = batch.items.size + (batch.constants?.length ?? 0) / dim;
    const candidates = rows - size * perRow;
    if (size === 0) throw new CoreError('batch: holds no users; leave empty batches out');
    checkSizes(batch, rows, candidates);
    shares = grown(shares, size);
    let total = 0;
    for (let r = 0; r < size; r++) total += weights[r];
    if (!(total > 0)) {
      throw new CoreError(`weights: sum to ${total}; at least one record needs a positive weight`);
    }
    for (let r = 0; r < size; r++) shares[r] = weights[r] / total;
    ofUsers = grown(ofUsers, size * dim);
    ofItems = grown(ofItems, rows * dim);
    const hits = byRow(batch.hits);
    const present = own?.present;
    const loss = named(() =>
      kernel.softmaxLoss(
        kind,
        c,
        temperature,
        size,
        dim,
        candidates,
        perRow,
        users,
        items,
        logQ,
        kind === 0 ? positiveLogQ : undefined,
        shares,
        present,
        hits,
        hits.length,
        ofUsers,
        ofItems,
      ),
    );
    return { loss, ofUsers, ofItems };
  };
}

/** The kernel's number of a loss; undefined for one that it does not know. */
export function kernelKind(loss: LossOptions = { kind: 'softmax' }): 0 | 1 | 2 | undefined {
  if (loss.kind === 'bsl') return 1;
  if (loss.kind === 'softmax') return loss.logQForm === 'refined' ? 2 : 0;
  return undefined;
}

function named(call: () => number): number {
  try {
    return call();
  } catch (error) {
    throw new CoreError(`batch: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

function checkSizes({ users: { size }, logQ, weights, own }: TrainBatch, rows: number, candidates: number) {
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
