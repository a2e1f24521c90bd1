import { selectItems, toldEntities } from '@twotower/features';
import type { Config } from '@twotower/schema';
import type { DeltaContent, DeltaRows, LogPosition } from '@twotower/store';
import { priorNow } from './fading-prior.ts';
import type { GrowingItems } from './growing-items.ts';
import { type Increment, idTable } from './increment.ts';
import type { LearntStretch } from './learn-stretch.ts';
import { type MovedRow, mostImportant, movedRows } from './moved-rows.ts';
import { takeEntities } from './take-entities.ts';
import type { UpdateLearner } from './update-learner.ts';
import { type Side, sides } from './waiting-ids.ts';

/** Rows that one delta holds at most: a server is to apply it in no time. */
export const mostRows = 500_000;
/** A prior that moved by less is not told: the log of a share, so about 1 %. */
const priorStep = 0.01;

/** What a delta holds beside its place in the log. */
export type DeltaParts = Pick<
  DeltaContent,
  'users' | 'items' | 'vectors' | 'prior' | 'described' | 'removed'
>;

/**
 * What an increment has to publish since it last did, in absolute values; it counts as published from here on. Items go with the
 * vector that the index is to hold, of which what aggregation added stays as the bundle has it.
 *
 * @param removed users who are to be forgotten
 * @param most rows of IDs
 */
export function deltaOf(
  learner: Pick<UpdateLearner, 'itemVectors'>,
  config: Config,
  increment: Increment,
  { encodedItems, counts }: Pick<LearntStretch, 'encodedItems' | 'counts'>,
  removed: readonly string[],
  most = mostRows,
): DeltaParts {
  const { model, items, announced, fitted } = increment;
  const all = sides.flatMap((side) => movedRows(increment, side, config.update.epsilon));
  const chosen = mostImportant(all, most);
  const of = (side: Side) => chosen.filter((row) => row.side === side).sort((a, b) => a.row - b.row);
  const users = publish(increment, 'user', of('user'));
  const rows = publish(increment, 'item', of('item'));
  const told = toldEntities(encodedItems);
  const places = rows.ids.flatMap((id) => items.place(id) ?? []);
  for (let place = items.known; place < items.ids.length; place++) {
    const id = items.ids[place];
    // One with a row goes out with it, now or later.
    if (told[place] === 0 || announced.has(id) || fitted.item.ids.row(id) > 0) continue;
    places.push(place);
    announced.add(id);
  }
  const vectors = learner.itemVectors(model, selectItems(encodedItems, Int32Array.from(places)));
  addResiduals(increment, places, vectors);
  return {
    users,
    items: rows,
    vectors: { ids: places.map((place) => items.ids[place]), width: model.dim, values: vectors },
    prior: publishPrior(increment, config, counts),
    ...described(items, places),
    removed: { users: removed, items: [] },
  };
}

/** What is known of those items that the bundle has not got. */
function described(items: GrowingItems, places: readonly number[]): Pick<DeltaParts, 'described'> {
  const since = places.filter((place) => place >= items.known);
  if (since.length === 0) return {};
  return { described: takeEntities(items, Int32Array.from(since)) };
}

/** A delta that only says whom to forget. */
export function onlyRemoved({ model }: Increment, users: readonly string[]): DeltaParts {
  const none = { ids: [], width: model.dim, values: new Float32Array(0) };
  return {
    users: none,
    items: none,
    vectors: none,
    prior: { ...none, width: 1 },
    removed: { users, items: [] },
  };
}

/** Where a delta stands in its chain. */
export function placed(parts: DeltaParts, increment: Increment, to: LogPosition): DeltaContent {
  const { base, sequence, position, watermark } = increment;
  return {
    base: base.id,
    previous: sequence,
    from: position,
    to,
    ...(watermark !== undefined && { watermark }),
    ...parts,
  };
}

function publish(increment: Increment, side: Side, moved: readonly MovedRow[]): DeltaRows {
  const { dim, values, accumulator } = idTable(increment, side);
  const { ids } = increment.fitted[side];
  const published = new Float32Array(moved.length * dim);
  const names = moved.map(({ row }, n) => {
    const own = values.slice(row * dim, (row + 1) * dim);
    published.set(own, n * dim);
    increment.published[side].set(row, { values: own, accumulator: accumulator[row] });
    return ids.id(row) ?? '';
  });
  return { ids: names, width: dim, values: published };
}

function addResiduals({ base, model }: Increment, places: readonly number[], vectors: Float32Array): void {
  const { dim } = model;
  const { itemVectors, ranking } = base;
  const published = ranking?.published;
  if (published === undefined) return;
  places.forEach((place, n) => {
    for (let c = 0; c < dim; c++) {
      const at = place * dim + c;
      if (at < published.length) vectors[n * dim + c] += published[at] - itemVectors[at];
    }
  });
}

function publishPrior(increment: Increment, config: Config, counts: Float64Array): DeltaRows {
  const now = priorNow(increment, config, counts);
  const ids: string[] = [];
  const values: number[] = [];
  if (now !== undefined) {
    const last = increment.prior ?? new Float32Array(0);
    const next = new Float32Array(now.length).fill(Number.NaN);
    next.set(last);
    now.forEach((value, place) => {
      // NaN is new.
      if (Math.abs(value - next[place]) <= priorStep) return;
      next[place] = value;
      ids.push(increment.items.ids[place]);
      values.push(value);
    });
    increment.prior = next;
  }
  return { ids, width: 1, values: Float32Array.from(values) };
}
