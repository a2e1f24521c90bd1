import { parseConfig } from '@twotower/schema';
import { describe, expect, it } from 'vitest';
import { readDataset } from '../read-dataset.ts';
import { folderWith } from '../test-data.ts';
import { inspectDataset } from './inspect-dataset.ts';
import { renderInspection } from './render-inspection.ts';

const machine = { freeBytes: 8 * 2 ** 30, totalBytes: 16 * 2 ** 30, cores: 2 };
const items = 'item,genres,year\np0,drama|war,1994\np1,drama,soon\np2,,2001\np9,war,1960\n';

/** Ten events of three users: `u0` likes p0 three times over, p1 and p2; `u2` comes late, with an item of its own. */
const events = [
  ['u0', 'p0', 1, 5],
  ['u0', 'p1', 2, 5],
  ['u0', 'p0', 3, 5],
  ['u0', 'p0', 4, 4],
  ['u0', 'p2', 5, 5],
  ['u1', 'p0', 1, 5],
  ['u1', 'p0', 1, 5],
  ['u1', 'p1', 6, 1],
  ['u2', 'p8', 8, 5],
  ['u2', 'p0', 9, 5],
];

async function inspected(day = '2024-01-0', schema = {}) {
  const rows = events.map(([user, item, date, rating]) => `${user},${item},${day}${date},${rating}`);
  const folder = folderWith({
    'log.csv': `user,item,day,rating\n${rows.join('\n')}\nu0,p1,never,5\n`,
    'items.csv': items,
  });
  const config = parseConfig({
    schema: {
      user: { id: 'user', features: { recent: { kind: 'history' } } },
      item: { id: 'item', features: { genres: { kind: 'categories' }, year: { kind: 'numeric' } } },
      event: { time: 'day' },
      positive: { column: 'rating', atLeast: 4 },
      ...schema,
    },
    data: { events: 'log.csv', items: 'items.csv', rejects: { atMost: 0.2 } },
    split: { kind: 'temporal', validation: 0, test: 0.25 },
  });
  const { dataset, summary } = await readDataset(config, folder, { scratch: folder, now: Date.UTC(2026, 0) });
  return { config, dataset, summary, folder, found: inspectDataset(dataset, summary, config, machine) };
}

describe('inspectDataset', () => {
  it('counts what was read', async () => {
    const { found } = await inspected();
    expect(found).toMatchObject({
      rows: 11,
      accepted: 10,
      rejected: 1,
      repeated: 1,
      future: 0,
      users: 3,
      items: 5,
      positives: 9,
      density: 6 / 15,
      time: { unit: 'date', first: '2024-01-01T00:00:00.000Z', last: '2024-01-09T00:00:00.000Z' },
    });
    expect(found.rejectReasons).toEqual({ 'day: not a time': 1 });
    expect(found.rejectReport).toMatch(/rejects\.csv$/);
  });

  it('tells how many positives repeat a pair, and after what', async () => {
    const { repeats } = (await inspected()).found;
    // u0 likes p0 three times, u1 twice.
    expect(repeats).toEqual({ share: 3 / 9, byType: [{ type: 'event', after: 'event', positives: 3 }] });
    const folder = folderWith({
      'log.csv':
        'user,item,what\na,x,view\na,x,cart\na,y,view\na,x,buy\nb,x,view\nb,x,view\nb,y,hide\nb,y,view\n',
    });
    const config = parseConfig({
      schema: {
        user: { id: 'user' },
        item: { id: 'item' },
        event: { type: 'what' },
        positive: ['view', 'cart', 'buy'],
      },
      data: { events: 'log.csv' },
    });
    const { dataset, summary } = await readDataset(config, folder);
    const found = inspectDataset(dataset, summary, config, machine);
    const once = { positives: 1 };
    expect(found.repeats.share).toBe(3 / 7);
    expect(found.repeats.byType).toEqual([
      { type: 'cart', after: 'view', ...once },
      { type: 'buy', after: 'cart', ...once },
      { type: 'view', after: 'view', ...once },
    ]);
    expect(renderInspection(found)).toMatch(
      /repeats\s+42\.9 % of the positives repeat .* user and item: cart after view 14\.3 %, buy after cart/,
    );
  });

  it('tells how much of the weight the heaviest have, where there are weights', async () => {
    const { found } = await inspected('2024-01-0', { event: { time: 'day', weight: 'rating' } });
    expect((await inspected()).found).not.toHaveProperty('heaviestHundredth');
    // Of nine weights, 44 in all, the heaviest hundredth is a part of a 5.
    expect(found.heaviestHundredth).toBeCloseTo((0.09 * 5) / 44, 12);
    expect(renderInspection(found)).toMatch(/weights\s+the heaviest 1 % of the positives have 1\.0 % of/);
  });

  it('ranks items by their positives', async () => {
    const { popularity } = (await inspected()).found;
    expect(popularity).toEqual({
      curve: [
        { rank: 1, positives: 6 },
        { rank: 2, positives: 1 },
        { rank: 3, positives: 1 },
        { rank: 4, positives: 1 },
        { rank: 5, positives: 0 },
      ],
      topTenth: 6 / 9,
      withoutPositives: 1,
    });
  });

  it('orders users by how much they did', async () => {
    const { history } = (await inspected()).found;
    expect(history).toEqual({
      ...{ min: 2, p25: 2, p50: 2, p75: 5, p95: 5, max: 5 },
      histogram: [
        { from: 2, to: 3, users: 2 },
        { from: 4, to: 7, users: 1 },
      ],
    });
  });

  it('says how much each feature has to say', async () => {
    const { features } = (await inspected()).found;
    expect(features).toMatchObject([
      {
        side: 'item',
        feature: 'genres',
        kind: 'categories',
        filled: 3 / 5,
        distinct: 3,
        example: 'drama|war',
      },
      { side: 'item', feature: 'year', kind: 'numeric', filled: 3 / 5, distinct: 3, example: 1994 },
    ]);
  });

  it('finds what the test part asks of the unknown', async () => {
    const { coldStart } = (await inspected()).found;
    // The last two of nine positives, both of the new user u2, one of them on the new item p8.
    expect(coldStart).toEqual({
      split: 'temporal',
      testPositives: 2,
      coldItems: 1 / 2,
      coldUsers: 1,
      repeats: 0,
    });
  });

  it('finds what the test part repeats of the training part, whatever came first', async () => {
    const { dataset, summary, config } = await inspected();
    // Of u0's positives p0 p1 p0 p0 p2 the last is tested, of u2's p8 p0 the p0, of u1's p0 p0 the second.
    const split = { kind: 'leave-last-out' } as const;
    const { coldStart } = inspectDataset(dataset, summary, { ...config, split }, machine);
    expect(coldStart).toMatchObject({ testPositives: 3, repeats: 1 / 3 });
  });

  it('counts the parts that experiment and train make, each against what is learnt before it', async () => {
    const { dataset, summary, config } = await inspected();
    const split = { kind: 'temporal', validation: 0.25, test: 0.25 } as const;
    const { cuts, needs } = inspectDataset(dataset, summary, { ...config, split }, machine);
    // Positives by time: u0-p0 u1-p0 u1-p0 u0-p1 u0-p0 u0-p0 u0-p2 u2-p8 u2-p0; an instant is never parted.
    const whole = { coldItems: 0, coldUsers: 0, repeats: 0 };
    expect(cuts).toEqual([
      {
        run: 'experiment',
        split: 'temporal',
        positives: { train: 5, validation: 2, test: 2 },
        heldOut: [
          { part: 'validation', positives: 2, ...whole, coldItems: 1 / 2, repeats: 1 / 2 },
          { part: 'test', positives: 2, ...whole, coldItems: 1 / 2, coldUsers: 1 },
        ],
      },
      {
        run: 'train',
        split: 'temporal',
        positives: { train: 7, validation: 2, test: 0 },
        heldOut: [{ part: 'validation', positives: 2, ...whole, coldItems: 1 / 2, coldUsers: 1 }],
      },
    ]);
    // The training that chooses the epoch, then the one anew on the validation part too.
    expect(needs.time.samples).toBe((5 + 7) * config.training.epochs);
  });

  it('warns of a validation part of unknown items, by which the epoch is chosen', async () => {
    const { dataset, summary, config } = await inspected('2024-01-0', {
      item: { id: 'item', features: {} },
    });
    const split = { kind: 'temporal', validation: 0.25, test: 0 } as const;
    const { warnings } = inspectDataset(dataset, summary, { ...config, split }, machine);
    expect(warnings).toContain(
      '50 % of the validation positives of experiment are of items unknown in training, which no model can find without features of items: the number of epochs is chosen by the rest; give split.validation a larger share, or set split: { kind: leave-last-out }',
    );
  });

  it('says how much the features of the request have to say, by events', async () => {
    const { found } = await inspected('2024-01-0', {
      context: { stars: { kind: 'categorical', column: 'rating' }, when: { kind: 'time', column: 'day' } },
    });
    expect(found.features.filter(({ side }) => side === 'context')).toMatchObject([
      { feature: 'stars', filled: 1, distinct: 3, unusable: 0 },
      { feature: 'when', filled: 1, distinct: 8, unusable: 0 },
    ]);
  });

  it('finds the same in a log that is encoded on disk', async () => {
    const { config, found, folder } = await inspected();
    const options = { scratch: folder, memoryRows: 4, now: Date.UTC(2026, 0) };
    const { dataset, summary } = await readDataset(config, folder, options);
    expect(dataset.description.kind).toBe('module');
    expect(inspectDataset(dataset, summary, config, machine)).toEqual(found);
  });

  it('adds up the memory and the time', async () => {
    const { found, config } = await inspected();
    const { memory, memoryBytes, time } = found.needs;
    expect(memory.ids).toBe((3 + 5) * (4 * config.model.dim + 4));
    expect(memory.threads).toBe(0);
    expect(memory['best weights']).toBeGreaterThanOrEqual((3 + 5) * 4 * config.model.dim);
    expect(memoryBytes).toBe(Object.values(memory).reduce((a, b) => a + b));
    expect(time.samples).toBe(Math.round(9 * 0.75) * config.training.epochs);
    expect(time.seconds).toBe(time.samples / time.samplesPerSecond);
  });

  it('warns of what looks wrong, with the mend', async () => {
    const { dataset, summary, config, found } = await inspected('2031-01-0');
    expect(found.future).toBe(10);
    expect(found.warnings).toEqual([
      expect.stringMatching(
        /^10 events lie in the future, up to 2031-01-09.*clock may be wrong, or the unit/,
      ),
      expect.stringMatching(/10 % of the rows equal an earlier one.*schema\.event\.id/),
      expect.stringMatching(/20 % of the items \(1\) have a text in year that is no number, such as "soon"/),
      expect.stringMatching(/only 9 positives/),
      expect.stringMatching(/100 % of the test positives are of users unknown.*leave-last-out/),
    ]);
    const small = inspectDataset(dataset, summary, config, {
      ...machine,
      freeBytes: 1e8,
      totalBytes: 2 ** 30,
    });
    expect(small.warnings.at(-1)).toMatch(
      /needs about 0\.\d GiB of memory and 0\.1 GiB of 1\.0 GiB are free: lower model\.dim/,
    );
  });

  it('is a page of text', async () => {
    const text = renderInspection((await inspected()).found);
    expect(text).toMatch(/^rows +11 read, 10 accepted, 1 rejected: day: not a time 1$/m);
    expect(text).toMatch(/^popularity +.*the top tenth has 66\.7 %$/m);
    expect(text).toMatch(/^ +6 │█/m);
    expect(text).toMatch(/^ +2–3 │█+ 2$/m);
    expect(text).toMatch(/^ +item +genres +categories +genres +60\.0 % +0 % +3 +drama\|war$/m);
    expect(text).toMatch(/^memory +about \d+ MiB to train \(8\.0 GiB of 16\.0 GiB free\): program 400 MiB$/m);
    expect(text).toMatch(/^warning: only 9 positives/m);
    expect(text).not.toMatch(/NaN|undefined|Infinity/);
  });
});
