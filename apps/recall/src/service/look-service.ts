import { ApiError, type RecallService } from '@twotower/api';
import {
  bundleShape,
  findItems,
  itemMap,
  itemView,
  liveDays,
  measureIndex,
  type RecallEngine,
  standing,
} from '@twotower/serving';
import type { Store } from '@twotower/store';
import { translated } from './engine-service.ts';

/** The endpoints that look into what is served: items, data, index. */
export function lookService(
  engine: RecallEngine,
  store: Pick<Store, 'events'>,
): Pick<RecallService, 'items' | 'item' | 'itemMap' | 'standing' | 'data' | 'measureIndex'> {
  return {
    items: ({ query, limit }) => findItems(asked(engine), query, limit),
    item: ({ itemId }) => translated(() => ({ ...itemView(engine.asked(), itemId) })),
    async itemMap({ limit, column }) {
      const now = asked(engine);
      const { base, items } = now.state;
      const { shown } = items.catalogue;
      if (column !== undefined && !shown.includes(column)) {
        throw new ApiError('INVALID_REQUEST', `column: items have no ${column}; one of ${shown.join(', ')}`, {
          field: 'column',
        });
      }
      return { bundleId: base.id, ...(await itemMap(now, limit, column)) };
    },
    standing: ({ itemId, userId, k }) => translated(() => standing(engine.asked(), itemId, userId, k)),
    async data() {
      const now = asked(engine);
      const { base, items } = now.state;
      const [shape, log] = await Promise.all([bundleShape(now), store.events.extent()]);
      const { timeline, popularity, histories, columns, ...sums } = shape;
      return {
        bundleId: base.id,
        users: base.users.ids.length,
        items: items.count,
        ...sums,
        ...(timeline && { timeline: { unit: timeline.unit, counts: [...timeline.counts] } }),
        popularity: [...popularity],
        histories: [...histories],
        columns: [...columns],
        live: { events: engine.info().liveEvents, types: liveDays(now) },
        log: { events: log.events, erased: log.erased },
      };
    },
    async measureIndex({ users, k }) {
      const now = asked(engine);
      const samples = await measureIndex(now, users, k);
      const recall = samples.reduce((sum, sample) => sum + sample.recall, 0) / samples.length;
      return {
        bundleId: now.state.base.id,
        index: now.scoring.index.kind,
        k,
        users: samples,
        ...(samples.length > 0 && { recall }),
      };
    },
  };
}

function asked(engine: RecallEngine) {
  return translated(() => engine.asked());
}
