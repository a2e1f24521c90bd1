import { expect, it } from 'vitest';
import { began, clicks, DAY, inWorld } from '../../test/update-world.ts';
import { fullUpdate } from './full/full-update.ts';
import { idTable } from './increment.ts';
import { baseOf, incrementalUpdate } from './incremental-update.ts';
import { resumeIncrement } from './resume-increment.ts';

const gone = 'i3';
const later = began + 20 * DAY;

it('an item that gave its row back and comes again begins anew, by its features, and touches nobody else', async () => {
  await inWorld(
    async ({ store, tools, post }) => {
      const rowOf = async (id: string) => {
        const increment = await resumeIncrement(tools, await baseOf({ store }, 'champion'));
        const row = increment.fitted.item.ids.row(id);
        const { dim, values, changedAt } = idTable(increment, 'item');
        return { row, values: Array.from(values.subarray(row * dim, (row + 1) * dim)), at: changedAt[row] };
      };
      const trained = await rowOf(gone);
      expect(trained.row).toBeGreaterThan(0);

      // All but one item go on, and a new one takes the place of that.
      const newcomer = [1, 3, 5].map((user) => ({ user: `u${user}`, item: 'n1', time: later }));
      await post([...newcomer, ...clicks(300, 1, later).filter(({ item }) => item !== gone)]);
      const base = await baseOf({ store }, 'champion');
      const full = { tools, log: store.events, base, alias: 'champion', leastHeldOut: 2000 };
      expect(await fullUpdate(full)).toMatchObject({ kind: 'accepted', evicted: { item: 1 } });
      expect((await rowOf(gone)).row).toBe(0);
      const successor = await rowOf('n1');
      expect(successor.row).toBe(trained.row);

      await post([7, 9].map((user) => ({ user: `u${user}`, item: gone, time: later + DAY })));
      await incrementalUpdate(tools, store.events, await baseOf({ store }, 'champion'), 'champion');
      const { bundleId, deltaSequence } = (await store.aliases.get('champion')) ?? {};
      const delta = await (await store.deltas.open(String(bundleId), Number(deltaSequence))).read();
      const again = await rowOf(gone);
      expect(again.row).not.toBe(trained.row);
      expect(again.values).not.toEqual(trained.values);
      const at = delta.items.ids.indexOf(gone);
      expect(Array.from(delta.items.values.subarray(8 * at, 8 * at + 8))).toEqual(again.values);
      expect(delta.vectors.ids).toContain(gone);
      expect(delta.items.ids).not.toContain('n1');
      expect((await rowOf('n1')).values).toEqual(successor.values);

      // Once more from the log alone, as after a crash.
      await store.checkpoints.remove(`increment-${bundleId}`);
      expect(await rowOf(gone)).toEqual(again);
    },
    { update: { evictAfterDays: 10 }, gate: { holdout: 0.01 } },
  );
});
