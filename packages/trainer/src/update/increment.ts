import { modelFromTensors, type TwoTowerModel } from '@twotower/core';
import { type FittedFeatures, loadFeatures } from '@twotower/features';
import { floatTensors, type LogPosition, type Tensors } from '@twotower/store';
import { openLearner } from '../teach/learner-state.ts';
import { groupOf } from '../teach/tensor-groups.ts';
import type { BaseBundle } from './base-bundle.ts';
import { giveRow } from './give-rows.ts';
import { GrowingItems } from './growing-items.ts';
import { LogTail } from './log-tail.ts';
import { openWaiting, type Side, type WaitingIds } from './waiting-ids.ts';

/** A row as it was last published, and its accumulator then. */
export interface PublishedRow {
  readonly values: Float32Array;
  readonly accumulator: number;
}

/** Where the incremental learner of a bundle stands. What of it moves is changed in place. */
export interface Increment {
  readonly base: BaseBundle;
  readonly fitted: FittedFeatures;
  /** The bundle's served weights; rows of IDs have moved on. */
  readonly model: TwoTowerModel;
  /** What its teacher held, see `heldState`. */
  held: Tensors;
  readonly items: GrowingItems;
  readonly waiting: WaitingIds;
  /** What became of rows since the bundle, in order: an ID got one, or a row was taken back. */
  readonly rowChanges: Readonly<Record<Side, (string | number)[]>>;
  /** Rows of IDs that got one since the bundle; what stood there in the bundle was another's. */
  readonly fresh: Readonly<Record<Side, Set<number>>>;
  /** Sums of users who are not to be known from the bundle any more. */
  readonly forgotten: Set<string>;
  readonly tail: LogTail;
  /** By row: of rows that were published since the bundle. */
  readonly published: Readonly<Record<Side, Map<number, PublishedRow>>>;
  /** New items whose vector was published. */
  readonly announced: Set<string>;
  /** As it was last published, an item each; absent where the score has no such term. */
  prior: Float32Array | undefined;
  /** Deltas that it has made. */
  sequence: number;
  /** Up to where it has consumed the log. */
  position: LogPosition;
  /** The newest event that it believes, milliseconds since 1970. */
  watermark: number | undefined;
}

/** Before the first delta of a bundle. */
export function beginIncrement(base: BaseBundle): Increment {
  const fitted = loadFeatures(base.features);
  // It knows when IDs were seen, and what the teacher held.
  const { held } = openLearner(fitted, base.learner.state);
  return {
    base,
    fitted,
    model: modelFromTensors({
      user: fitted.user.inputs,
      item: fitted.item.inputs,
      dense: base.dense,
      tables: base.tables,
      accumulators: floatTensors(groupOf(base.learner.state.tensors, 'row-accumulator'), base.id),
    }),
    held,
    items: new GrowingItems(base.items),
    waiting: openWaiting(base.learner.waiting),
    rowChanges: { user: [], item: [] },
    fresh: { user: new Set(), item: new Set() },
    forgotten: new Set(),
    tail: new LogTail(),
    published: { user: new Map(), item: new Map() },
    announced: new Set(),
    prior: base.ranking?.prior?.slice(),
    sequence: 0,
    position: base.cutOff.position,
    watermark: base.cutOff.newestTime,
  };
}

/** Gives an ID a row, from where it is to begin `[dim]`. */
export function admitId(increment: Increment, side: Side, id: string, provisional: Float32Array): number {
  const row = giveRow(increment.fitted[side].ids, id, [idTable(increment, side)], provisional);
  increment.rowChanges[side].push(id);
  increment.fresh[side].add(row);
  return row;
}

/** The table of a side's IDs. */
export function idTable({ model }: Pick<Increment, 'model'>, side: Side) {
  const table = model.tables.get(`${side}-ids`);
  if (table === undefined) throw new RangeError(`the model has no table ${side}-ids`);
  return table;
}
