import { createHash } from 'node:crypto';
import { userBlocks } from '@twotower/features';
import type { Config, EpochRecord } from '@twotower/schema';
import { floatTensors, type Store } from '@twotower/store';
import { z } from 'zod';
import { TrainerError } from '../error.ts';
import type { TrainingData } from '../prepare/prepare.ts';
import type { LearnerState } from './learner-state.ts';
import type { SavedWeights } from './served-weights.ts';
import type { Standing } from './standing.ts';
import { groupOf, inGroup } from './tensor-groups.ts';

/** The loop that finds the best epoch, and the one that then trains on everything. */
export type CheckpointName = 'select' | 'refit';

const standingSchema = z.object({
  fingerprint: z.string(),
  nextEpoch: z.int(),
  sinceBest: z.int(),
  bestEpoch: z.int(),
  bestValue: z.number(),
  curve: z.array(z.custom<EpochRecord>((value) => typeof value === 'object' && value !== null)),
});

/** An interrupted run: where it stood, its learner, and the weights that it kept beside those that learn. */
export interface Checkpoint {
  readonly standing: Standing;
  readonly learner: LearnerState;
  readonly saved: SavedWeights;
}

/**
 * A digest of what a run's weights depend on: a checkpoint fits only the same config and the same training part, events, their
 * weights and features of users and items.
 */
export function fingerprintOf(config: Config, data: TrainingData): string {
  const { model, loss, negatives, schema } = config;
  // A run may go on with another number of workers.
  const { workers, ...training } = config.training;
  const hash = createHash('sha256');
  hash.update(
    JSON.stringify({ model, loss, negatives, training, schema, users: data.users, items: data.items }),
  );
  const add = ({ buffer, byteOffset, byteLength }: Int32Array | Float32Array | Float64Array): void => {
    hash.update(new Uint8Array(buffer, byteOffset, byteLength));
  };
  for (const { events } of userBlocks(data.positives)) {
    add(events.user);
    add(events.item);
    add(events.weight);
    add(events.time);
  }
  for (const { records } of [data.encodedUsers, data.encodedItems]) {
    add(records.offsets);
    add(records.rows);
    add(records.weights);
  }
  return hash.digest('hex');
}

export async function saveCheckpoint(
  store: Pick<Store, 'checkpoints'>,
  name: CheckpointName,
  fingerprint: string,
  { standing, learner, saved }: Checkpoint,
): Promise<void> {
  const kept = keptGroups.flatMap((which) => {
    const weights = saved[which];
    return weights
      ? [inGroup(`${which}-dense`, weights.dense), inGroup(`${which}-table`, weights.tables)]
      : [];
  });
  const tensors = Object.assign({}, learner.tensors, ...kept);
  await store.checkpoints.save(name, { meta: { fingerprint, ...standing }, tensors });
}

/**
 * The checkpoint of an interrupted run, if there is one.
 *
 * @throws TrainerError where it belongs to another config or other data
 */
export async function loadCheckpoint(
  store: Pick<Store, 'checkpoints'>,
  name: CheckpointName,
  fingerprint: string,
): Promise<Checkpoint | undefined> {
  const found = await store.checkpoints.load(name);
  if (!found) {
    return undefined;
  }
  const meta = standingSchema.safeParse(found.meta);
  if (!meta.success || meta.data.fingerprint !== fingerprint) {
    throw new TrainerError(
      'data',
      'the checkpoint belongs to another config (schema, model, loss, negatives or training differ) or other data; ' +
        'run train without --resume to start anew',
    );
  }
  const { fingerprint: _, ...standing } = meta.data;
  const weights = (which: (typeof keptGroups)[number]) => {
    const [dense, tables] = ['dense', 'table'].map((part) =>
      floatTensors(groupOf(found.tensors, `${which}-${part}`), `checkpoint ${name}`),
    );
    return Object.keys(tables).length > 0 ? { [which]: { dense, tables } } : {};
  };
  const own = Object.entries(found.tensors).filter(([key]) => !/^(best|average)-(dense|table)\//.test(key));
  return {
    standing,
    learner: { passes: standing.nextEpoch - 1, tensors: Object.fromEntries(own) },
    saved: { ...weights('best'), ...weights('average') },
  };
}

const keptGroups = ['best', 'average'] as const;

export async function removeCheckpoints(store: Pick<Store, 'checkpoints'>): Promise<void> {
  await store.checkpoints.remove('select');
  await store.checkpoints.remove('refit');
}
