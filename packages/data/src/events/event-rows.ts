import type { DayOrder } from '@twotower/features';
import type { Config } from '@twotower/schema';
import type { EntityTable } from '../entity-reader.ts';
import { isMissing } from '../missing-words.ts';
import { ownText } from '../own-text.ts';
import type { RowBlock } from '../table.ts';
import type { Arrivals } from './arrivals.ts';
import { ContextValues } from './context-values.ts';
import { EntityIds } from './entity-ids.ts';
import { eventIdOf, isPositive, weightFault, weightOf } from './event-values.ts';
import { hashId } from './hash-id.ts';
import type { TimeReader } from './time-reader.ts';
import { TypeCodes } from './type-codes.ts';
import type { Places } from './wanted-columns.ts';

/** The type of events of a log without types. */
const untyped = 'event';

/** Why a row cannot be used, and which of the wanted columns says so. */
export interface RowFault {
  readonly at: number;
  readonly reason: string;
}

/** Checks the rows of a log one by one and lets those arrive that can be used. */
export class EventRows {
  readonly ids: { readonly user: EntityIds; readonly item: EntityIds };
  readonly types = new TypeCodes();
  readonly context = new ContextValues();
  readonly #positive: Config['schema']['positive'];
  readonly #sides: { readonly user: EntityTable; readonly item: EntityTable };
  readonly #arrivals: Arrivals;

  constructor(
    { schema }: Config,
    sides: { readonly user: EntityTable; readonly item: EntityTable },
    arrivals: Arrivals,
  ) {
    this.#positive = schema.positive;
    this.#sides = sides;
    this.#arrivals = arrivals;
    this.ids = { user: new EntityIds(sides.user), item: new EntityIds(sides.item) };
  }

  /**
   * Reads row `i` of a block; says why where it cannot be used.
   *
   * @param orders of day and month, by column of the context
   * @param origin 0 for `data.events`, 1 and 2 for the validation and test files of `split: files`
   * @throws DataError where the log has more types, or values of a column of the context, than can be kept
   */
  take(
    { columns }: RowBlock,
    i: number,
    places: Places,
    times: TimeReader,
    orders: ReadonlyMap<string, DayOrder>,
    origin: number,
  ): RowFault | undefined {
    const user = columns[places.user][i];
    if (typeof user !== 'string' || user.trim() === '') {
      return { at: places.user, reason: 'no user' };
    }
    const item = columns[places.item][i];
    if (typeof item !== 'string' || item.trim() === '') {
      return { at: places.item, reason: 'no item' };
    }
    // The catalogue is every item in any file, so a row that is rejected for another reason still names its ids.
    const userIndex = this.ids.user.add(user);
    const itemIndex = this.ids.item.add(item);
    let time = Number.NaN;
    if (places.time >= 0) {
      const raw = columns[places.time][i];
      if (raw === null || raw === undefined) {
        return { at: places.time, reason: 'no time' };
      }
      time = places.typedTime ? times.typed(raw) : times.read(raw);
      if (Number.isNaN(time)) {
        return { at: places.time, reason: isMissing(raw) ? 'no time' : 'not a time' };
      }
    }
    let weight = 1;
    if (places.weight >= 0) {
      weight = weightOf(columns[places.weight][i]);
      const reason = weightFault(weight);
      if (reason !== undefined) {
        return { at: places.weight, reason };
      }
    }
    const type = places.type < 0 ? untyped : columns[places.type][i];
    if (typeof type !== 'string') {
      return { at: places.type, reason: 'no type' };
    }
    const threshold = places.threshold < 0 ? undefined : columns[places.threshold][i];
    const positive = isPositive(this.#positive, places.type < 0 ? undefined : type, threshold);
    if (positive === undefined) {
      return { at: places.threshold, reason: 'not a number' };
    }
    for (const { side, name, at } of places.borrowed) {
      const values = this.#sides[side].columns.get(name);
      if (values) {
        const entity = side === 'user' ? userIndex : itemIndex;
        if (isMissing(values[entity])) {
          values[entity] = ownText(columns[at][i]);
        }
      }
    }
    const next = this.#arrivals.next();
    const { block } = this.#arrivals;
    block.user[next] = userIndex;
    block.item[next] = itemIndex;
    block.time[next] = time;
    block.weight[next] = weight;
    block.type[next] = this.types.of(type, places.wanted[places.type]?.name);
    block.positive[next] = positive ? 1 : 0;
    block.origin[next] = origin;
    hashId(places.id < 0 ? null : eventIdOf(columns[places.id][i]), block.idLow, block.idHigh, next);
    for (const { name, at, kind } of places.context) {
      block.context[name][next] = this.context.read(name, kind, columns[at][i], orders.get(name));
    }
    return undefined;
  }
}
