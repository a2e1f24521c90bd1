import {
  type Dataset,
  type Entities,
  type EventColumns,
  memoryDataset,
  takeEvents,
} from '@twotower/features';
import { mergeEntities } from '../../examine/merge-entities.ts';
import { renumbered } from '../../examine/renumber.ts';
import { inMemory, type PositiveSource, positivesOf } from '../../prepare/positives.ts';
import type { BaseBundle } from '../base-bundle.ts';
import { placesWhere } from '../places-where.ts';
import { nothingPut, type PutEntities, withPut } from '../put-entities.ts';
import { offsetsOf, timelinesOf } from '../timelines.ts';

/** A window of the event log, in the numbering of a bundle's users and items with those that the window adds behind them. */
export interface WindowEvents {
  readonly users: Entities;
  readonly items: Entities;
  /** What is to be learnt, events of all types. */
  readonly learnt: Dataset;
  /** The positives among them. */
  readonly positives: EventColumns;
  /** Positives that came later. */
  readonly heldOut: PositiveSource;
}

/**
 * @param cut what has this offset or a higher one is held out; without it nothing is
 * @param put of items and users, of which such items as are new come into the catalogue; users come with events
 */
export function windowEvents(
  dataset: Dataset,
  { users, items }: Pick<BaseBundle, 'users' | 'items'>,
  cut: number | undefined,
  put: Pick<PutEntities, 'items' | 'users'> = nothingPut,
): WindowEvents {
  const all = {
    users: withPut(mergeEntities(users, dataset.users), put.users, 'known-alone'),
    items: withPut(mergeEntities(items, dataset.items), put.items, 'add'),
  };
  const own = renumbered(dataset, { userIds: all.users.ids, itemIds: all.items.ids });
  const events = own.readUsers(0, own.users.ids.length);
  const part = (isIn: (offset: number) => boolean): Dataset =>
    memoryDataset({ ...own, ...all, events: takeEvents(events, placesWhere(events.offset, isIn)) });
  const before = cut ?? Number.POSITIVE_INFINITY;
  const learnt = part((offset) => offset < before);
  const positives = positivesIn(learnt);
  return { ...all, learnt, positives, heldOut: positivesOf([part((offset) => offset >= before)]) };
}

function positivesIn(dataset: Dataset): EventColumns {
  const events = dataset.readUsers(0, dataset.users.ids.length);
  return takeEvents(
    events,
    placesWhere(events.positive, (is) => is === 1),
  );
}

/** The offsets of a dataset's positives, ascending. */
export function offsetsOfPositives(dataset: Dataset): Float64Array {
  return positivesIn(dataset).offset.slice().sort();
}

/**
 * What users did in all: what a bundle knows of them, and newer positives `[users]` by user, users that are new behind the bundle's.
 */
export function wholeTimelines(
  { ids, history }: BaseBundle['users'],
  newer: EventColumns,
  users: number,
): PositiveSource {
  const places = Int32Array.from({ length: users }, (_, u) => (u < ids.length ? u : -1));
  return sourceOf(timelinesOf({ places, history }, newer), users);
}

/** Positives that lie by user, as a source. */
export function sourceOf(positives: EventColumns, users: number): PositiveSource {
  return inMemory(offsetsOf(positives, users), positives);
}
