import type { TwoTowerModel } from '@twotower/core';
import { type BundleLearner, type FloatTensors, floatTensors, type OpenBundle } from '@twotower/store';
import { z } from 'zod';
import { TrainerError } from '../error.ts';
import type { LearnerState } from './learner-state.ts';
import type { SavedWeights } from './served-weights.ts';
import { groupOf, inGroup } from './tensor-groups.ts';
import type { Weights } from './weights.ts';

const waitingSchema = z.tuple([z.string(), z.number(), z.number().nullable()]);

const metaSchema = z.object({
  formatVersion: z.literal(1),
  passes: z.int().min(0),
  /** `own`: the learner's weights are among its tensors; `served`: they are the bundle's but for rows under `unknown/`. */
  weights: z.enum(['own', 'served']),
  /** By side: IDs without a row, how often each was seen, and when last, null for not known. */
  waiting: z
    .object({ user: z.array(waitingSchema), item: z.array(waitingSchema) })
    .default({ user: [], item: [] }),
  /** What of the config file decides how it learns, as it was asked for. */
  asked: z.record(z.string(), z.unknown()).optional(),
});

/** A learner as it stands in a bundle, and the mean of its epochs where it keeps one. */
export interface StoredLearner {
  readonly state: LearnerState;
  readonly average?: Weights;
  readonly waiting: SavedWaiting;
  readonly asked?: Readonly<Record<string, unknown>>;
}

/** IDs that wait for a row, as plain data. */
export type SavedWaiting = z.output<typeof metaSchema>['waiting'];

/** The learner after its last pass, beside the model that is served. */
export interface Learnt {
  /** The model that learnt: the served one itself, or another. */
  readonly model: TwoTowerModel;
  readonly state: LearnerState;
  /** `[1, dim]` by table: rows 0 as they learn, where serving has others in the same arrays. */
  readonly unknown: FloatTensors;
  readonly saved: SavedWeights;
}

/** The same learner for a bundle, with what it is to remember beside its numbers. */
export function withMemory(
  { meta, tensors }: BundleLearner,
  memory: Partial<Pick<StoredLearner, 'waiting' | 'asked'>>,
): BundleLearner {
  return { meta: { ...metaSchema.parse(meta), ...memory }, tensors };
}

/** A learner for a bundle; its weights are left out where they are the very arrays that are served. */
export function learnerForBundle(
  { model, state: { passes, tensors }, unknown, saved: { average } }: Learnt,
  served: TwoTowerModel,
): BundleLearner {
  const isServed = model === served;
  const isWeight = (name: string) => name.startsWith('dense/') || name.startsWith('table/');
  const kept = Object.entries(tensors).filter(([name]) => !(isServed && isWeight(name)));
  return {
    meta: { formatVersion: 1, passes, weights: isServed ? 'served' : 'own' },
    tensors: {
      ...Object.fromEntries(kept),
      ...inGroup('unknown', unknown),
      ...(average && {
        ...inGroup('average-dense', average.dense),
        ...inGroup('average-table', average.tables),
      }),
    },
  };
}

/** The learner of a bundle, whole. @throws TrainerError where the bundle was written before bundles held one */
export async function learnerOfBundle(bundle: OpenBundle): Promise<StoredLearner> {
  const { meta, tensors } = await bundle.learner();
  const parsed = metaSchema.safeParse(meta);
  if (!parsed.success) {
    throw new TrainerError(
      'data',
      `bundle ${bundle.manifest.id} holds no learner that could learn on: it was written by an older twotower; train anew`,
    );
  }
  const { passes, weights, waiting, asked } = parsed.data;
  const rest = Object.fromEntries(
    Object.entries(tensors).filter(([name]) => !/^(unknown|average-dense|average-table)\//.test(name)),
  );
  const read = (group: string) =>
    floatTensors(groupOf(tensors, group), `learner of bundle ${bundle.manifest.id}`);
  const average = { dense: read('average-dense'), tables: read('average-table') };
  const own =
    weights === 'own'
      ? {}
      : {
          ...inGroup('dense', await bundle.dense()),
          ...inGroup(
            'table',
            withFirstRows(floatTensors(await bundle.tables(), bundle.manifest.id), read('unknown')),
          ),
        };
  return {
    state: { passes, tensors: { ...own, ...rest } },
    ...(Object.keys(average.tables).length > 0 && { average }),
    waiting,
    ...(asked && { asked }),
  };
}

/** The tables with other rows 0, where there are any; those are copied. */
function withFirstRows(tables: FloatTensors, rows: FloatTensors): FloatTensors {
  return Object.fromEntries(
    Object.entries(tables).map(([name, { shape, data }]) => {
      if (rows[name] === undefined) {
        return [name, { shape, data }];
      }
      const own = data.slice();
      own.set(rows[name].data);
      return [name, { shape, data: own }];
    }),
  );
}
