import { expect, it } from 'vitest';
import { began, clicks, DAY, inWorld } from '../../test/update-world.ts';
import { idTable } from './increment.ts';
import { baseOf, incrementalUpdate } from './incremental-update.ts';
import { resumeIncrement } from './resume-increment.ts';

it('moves rows by a full quarter of a batch as far as a batch of training does, by fewer events less', async () => {
  // The batch of the world is 64.
  const moved = async (events: number): Promise<number> => {
    let sum = 0;
    await inWorld(
      async ({ store, tools, post }) => {
        await post(clicks(events, 5, began + DAY));
        await incrementalUpdate(tools, store.events, await baseOf({ store }, 'champion'), 'champion');
        const increment = await resumeIncrement(tools, await baseOf({ store }, 'champion'));
        const { values } = idTable(increment, 'item');
        const before = increment.base.tables['item-ids'].data;
        sum = Math.sqrt(before.reduce((total, value, n) => total + (values[n] - value) ** 2, 0));
      },
      { update: { driftCap: 1e9 } },
    );
    return sum;
  };
  const [few, quarter, whole] = [await moved(2), await moved(16), await moved(64)];
  expect(few).toBeLessThan(quarter / 2);
  expect(whole).toBeLessThan(2 * quarter);
});
