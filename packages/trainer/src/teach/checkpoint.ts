import { createHash } from 'node:crypto';
import { modelTensors, type Tensors, type TwoTowerModel } from '@twotower/core';
import { userBlocks } from '@twotower/features';
import type { Config, EpochRecord } from '@twotower/schema';
import { floatTensors, type Store } from '@twotower/store';
import { z } from 'zod';
import { TrainerError } from '../error.ts';
import type { TrainingData } from '../prepare/prepare.ts';
import type { BestWeights } from './best-weights.ts';

/** The loop that finds the best epoch, and the one that then trains on everything. */
export type CheckpointName = 'select' | 'refit';

const PARTS = [
  'dense',
  'tables',
  'accumulators',
  'state',
  'best-dense',
  'best-tables',
  'average-dense',
  'average-tables',
] as const;
type Part = (typeof PARTS)[number];

/** Where a training run stands between two epochs. */
export interface Standing {
  readonly nextEpoch: number;
  readonly sinceBest: number;
  readonly bestEpoch: number;
  readonly bestValue: number;
  readonly curve: readonly EpochRecord[];
}

const standingSchema = z.object({
  fingerprint: z.string(),
  nextEpoch: z.int(),
  sinceBest: z.int(),
  bestEpoch: z.int(),
  bestValue: z.number(),
  curve: z.array(z.custom<EpochRecord>((value) => typeof value === 'object' && value !== null)),
});

export interface Checkpoint {
  readonly standing: Standing;
  readonly tensors: Readonly<Record<Part, Tensors>>;
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
  const add = ({ buffer, byteOffset, byteLength }: Int32Array | Float32Array): void => {
    hash.update(new Uint8Array(buffer, byteOffset, byteLength));
  };
  for (const { events } of userBlocks(data.positives)) {
    add(events.user);
    add(events.item);
    add(events.weight);
  }
  for (const { records } of [data.encodedUsers, data.encodedItems]) {
    add(records.offsets);
    add(records.rows);
    add(records.weights);
  }
  return hash.digest('hex');
}

export async function saveCheckpoint(
  store: Store,
  name: CheckpointName,
  fingerprint: string,
  standing: Standing,
  model: TwoTowerModel,
  held: { readonly state: Tensors; readonly best: BestWeights; readonly average?: BestWeights },
): Promise<void> {
  const current = modelTensors(model);
  const parts: Record<Part, Tensors> = {
    dense: current.dense,
    tables: current.tables,
    accumulators: current.accumulators,
    state: held.state,
    'best-dense': held.best.dense,
    'best-tables': held.best.tables,
    'average-dense': held.average?.dense ?? {},
    'average-tables': held.average?.tables ?? {},
  };
  const tensors = Object.fromEntries(
    PARTS.flatMap((part) =>
      Object.entries(parts[part]).map(([name, tensor]) => [`${part}/${name}`, tensor] as const),
    ),
  );
  await store.checkpoints.save(name, { meta: { fingerprint, ...standing }, tensors });
}

/**
 * The checkpoint of an interrupted run, if there is one.
 *
 * @throws TrainerError where it belongs to another config or other data
 */
export async function loadCheckpoint(
  store: Store,
  name: CheckpointName,
  fingerprint: string,
): Promise<Checkpoint | undefined> {
  const saved = await store.checkpoints.load(name);
  if (!saved) {
    return undefined;
  }
  const { fingerprint: found, ...standing } = standingSchema.parse(saved.meta);
  if (found !== fingerprint) {
    throw new TrainerError(
      'data',
      'the checkpoint belongs to another config (schema, model, loss, negatives or training differ) or other data; ' +
        'run train without --resume to start anew',
    );
  }
  const tensors = Object.fromEntries(PARTS.map((part) => [part, {} as Tensors])) as Record<Part, Tensors>;
  for (const [key, tensor] of Object.entries(floatTensors(saved.tensors, `checkpoint ${name}`))) {
    const part = PARTS.find((candidate) => key.startsWith(`${candidate}/`));
    if (part) {
      tensors[part][key.slice(part.length + 1)] = tensor;
    }
  }
  return { standing, tensors };
}

export async function removeCheckpoints(store: Store): Promise<void> {
  await store.checkpoints.remove('select');
  await store.checkpoints.remove('refit');
}
