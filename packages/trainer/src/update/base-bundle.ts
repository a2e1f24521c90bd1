import { type Config, parseConfig } from '@twotower/schema';
import {
  type BundleItems,
  type BundleRanking,
  type BundleUsers,
  type CutOff,
  type FloatTensors,
  floatTensors,
  type OpenBundle,
} from '@twotower/store';
import { TrainerError } from '../error.ts';
import { learnerOfBundle, type StoredLearner } from '../teach/served-learner.ts';

/** The bundle that updates go on from, with all that they read of it. */
export interface BaseBundle {
  readonly id: string;
  /** Up to where it has learnt. */
  readonly cutOff: CutOff;
  /** As it was settled when it was trained. */
  readonly config: Config;
  readonly features: Readonly<Record<string, string>>;
  readonly items: BundleItems;
  readonly users: BundleUsers;
  /** Where a user stands among them. */
  readonly userPlace: ReadonlyMap<string, number>;
  readonly itemVectors: Float32Array;
  readonly ranking: BundleRanking | undefined;
  /** What is served. */
  readonly dense: FloatTensors;
  readonly tables: FloatTensors;
  /** Users of whom nothing is known any more, but who have a row of the learner. */
  readonly forgotten?: readonly string[];
  /** What learns on in a full update. */
  readonly learner: StoredLearner;
}

/** @throws TrainerError where the bundle is of before there were updates */
export async function openBase(bundle: OpenBundle): Promise<BaseBundle> {
  const { id, cutOff } = bundle.manifest;
  if (cutOff === undefined) {
    throw new TrainerError(
      'data',
      `bundle ${id} does not say up to where it has learnt: an older twotower wrote it; train anew`,
    );
  }
  const users = await bundle.users();
  return {
    id,
    cutOff,
    config: parseConfig(await bundle.config(), `config of bundle ${id}`),
    features: await bundle.features(),
    items: await bundle.items(),
    users,
    userPlace: new Map(users.ids.map((user, place) => [user, place])),
    itemVectors: await bundle.itemVectors(),
    ranking: await bundle.ranking(),
    dense: floatTensors(await bundle.dense(), `bundle ${id}`),
    tables: floatTensors(await bundle.tables(), `bundle ${id}`),
    learner: await learnerOfBundle(bundle),
  };
}
