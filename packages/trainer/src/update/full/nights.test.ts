import { saveFeatures } from '@twotower/features';
import { floatTensors } from '@twotower/store';
import { expect, it } from 'vitest';
import { began, clicks, DAY, engine, inWorld, type World } from '../../../test/update-world.ts';
import { wholeHistory } from '../../publish/bundle-content.ts';
import { trainLoop } from '../../teach/train-loop.ts';
import { weightsOf } from '../../teach/weights.ts';
import type { BaseBundle } from '../base-bundle.ts';
import { baseOf } from '../incremental-update.ts';
import { nightData } from './night-data.ts';
import { renewedLearner } from './renewed-learner.ts';
import { offsetsOfPositives, windowEvents } from './window-events.ts';

/** A night without a gate, a store or a hold-out. */
async function night(
  { tools: { read, config } }: World,
  base: BaseBundle,
  from: BaseBundle['cutOff']['position'],
  to: typeof from,
) {
  const { dataset } = await read([{ from, to }]);
  if (dataset === undefined) throw new Error('the window is empty');
  const events = windowEvents(dataset, base, undefined);
  const renewed = renewedLearner(config, base, events, undefined);
  const data = nightData(config, base, events, renewed);
  const loop = await trainLoop(engine, config, data, { from: renewed.learner, epochs: 1 });
  const next: BaseBundle = {
    ...base,
    ...weightsOf(loop.model),
    features: saveFeatures(data.fitted),
    items: { ...base.items, ...events.items, popularity: data.counts },
    users: { ...base.users, ...events.users, history: wholeHistory(data.positives) },
    learner: { ...renewed.learner, state: loop.learnt.state },
  };
  return { next, data, dataset };
}

it('trains the positives of the window, each once, and of older ones the share that is rehearsed', async () => {
  for (const rehearse of [0, 0.5]) {
    await inWorld(
      async (world) => {
        await world.post([
          ...clicks(60, 1, began + DAY),
          { user: 'u1', item: 'i3', type: 'impression', time: began + DAY },
        ]);
        const base = await baseOf(world, 'champion');
        const { end, start } = await world.store.events.extent();
        const { data, dataset } = await night(world, base, start, end);
        const { offset, weight } = data.positives.readUsers(0, data.users);
        const taught = offset.filter((_, e) => weight[e] > 0);
        expect(taught.filter((place) => place >= 0).sort()).toEqual(offsetsOfPositives(dataset));
        const older = taught.length - 60;
        if (rehearse === 0) expect(older).toBe(0);
        else expect(Math.abs(older - 30)).toBeLessThan(15);
      },
      { update: { rehearse } },
    );
  }
});

it('learns on for 60 nights: rates stay alive and rows of bounded length', async () => {
  await inWorld(
    async (world) => {
      const norms: number[] = [];
      const rates: number[] = [];
      let base = await baseOf(world, 'champion');
      let from = (await world.store.events.extent()).end;
      for (let n = 1; n <= 60; n++) {
        await world.post(clicks(60, n, began + n * DAY));
        const { end } = await world.store.events.extent();
        base = (await night(world, base, from, end)).next;
        from = end;
        if (n % 20 !== 0) continue;
        const { data } = base.tables['user-ids'];
        norms.push(Math.sqrt(data.reduce((sum, value) => sum + value * value, 0) / data.length));
        const own = { all: base.learner.state.tensors['row-accumulator/user-ids'] };
        const { data: accumulators } = floatTensors(own, 'the learner').all;
        rates.push(1 / Math.sqrt(accumulators.reduce((a, b) => a + b, 0) / accumulators.length));
      }
      expect(norms[2]).toBeLessThan(2 * norms[0]);
      expect(rates[2]).toBeGreaterThan(0.5 * rates[0]);
    },
    { training: { batchSize: 64, workers: 1, epochs: 2 } },
  );
});
