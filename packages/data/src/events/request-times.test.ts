import {
  encodeContext,
  encodeEntities,
  encodeUser,
  type FittedFeatures,
  fitFeatures,
  loadFeatures,
  saveFeatures,
  selectContext,
  selectItems,
} from '@twotower/features';
import type { ConfigInput } from '@twotower/schema';
import { expect, it } from 'vitest';
import { readDataset } from '../read-dataset.ts';
import { configOf, eventsOf, folderWith } from '../test-data.ts';

/** The dataset of a log whose requests say when, and the features fitted on it, from the bundle's own files. */
async function fittedOn(
  files: Record<string, string>,
  schema: Partial<ConfigInput['schema']>,
  data: Partial<ConfigInput['data']> = {},
) {
  const config = configOf({ events: 'log.csv', ...data }, schema);
  const { dataset } = await readDataset(config, folderWith(files));
  const all = (count: number) => new Uint8Array(count).fill(1);
  const fitted = fitFeatures(config.schema, {
    users: dataset.users,
    items: dataset.items,
    trainUsers: all(dataset.users.ids.length),
    trainItems: all(dataset.items.ids.length),
    timeForms: dataset.timeForms,
  });
  return { dataset, fitted: loadFeatures(saveFeatures(fitted)) };
}

const when: ConfigInput['schema']['context'] = { when: { kind: 'time', column: 'when' } };

function ofRequest(fitted: FittedFeatures, context: Record<string, string | number>) {
  return encodeUser(fitted, { context }).bags.at(-1);
}

it.each([
  ['days before months', ['25/12/2026 06:30', '05/07/2026 23:00']],
  ['months before days', ['12/25/2026 6:30 AM', '05/07/2026 11:00 PM']],
  ['points', ['25.12.2026 06:30', '5.7.2026']],
  ['words', ['Fri, 25 Dec 2026 06:30:00 GMT', 'July 5, 2026']],
  ['no separators', ['20261225T063000Z', '20260705T230000Z']],
])('a request writes times as the log does: %s', async (_name, times) => {
  const log = `user,item,when\n${times.map((time, i) => `u${i},i${i},"${time}"`).join('\n')}\n`;
  const { dataset, fitted } = await fittedOn({ 'log.csv': log }, { context: when });
  const { context } = eventsOf(dataset);
  const encoded = encodeContext(fitted.user, dataset.dictionaries);
  times.forEach((time, event) => {
    expect(Number.isNaN(context.when[event])).toBe(false);
    const [trained] = selectContext(encoded, context, Int32Array.of(event));
    expect(ofRequest(fitted, { when: time })).toEqual(trained);
  });
});

it('a request may say the time of the event in the unit of the log, or in milliseconds', async () => {
  const log = 'user,item,ts\na,x,1780000000\nb,y,1780003600\n';
  const { dataset, fitted } = await fittedOn(
    { 'log.csv': log },
    { event: { time: 'ts' }, context: { hour: { kind: 'time', column: 'ts' } } },
  );
  const encoded = encodeContext(fitted.user, dataset.dictionaries);
  const [trained] = selectContext(encoded, eventsOf(dataset).context, Int32Array.of(1));
  expect(ofRequest(fitted, { ts: 1780003600 })).toEqual(trained);
  expect(ofRequest(fitted, { ts: '1780003600' })).toEqual(trained);
  expect(ofRequest(fitted, { ts: 1780003600000 })).toEqual(trained);
  expect(ofRequest(fitted, { ts: '2026-05-28T21:26:40Z' })).toEqual(trained);
});

it('a feature of a user is read from a request as from the file of users', async () => {
  const { dataset, fitted } = await fittedOn(
    {
      'log.csv': 'user,item\na,x\nb,y\n',
      'users.csv': 'user,joined\na,05/07/2026\nb,25/12/2026\n',
    },
    { user: { id: 'user', features: { joined: { kind: 'time' } } } },
    { users: 'users.csv' },
  );
  const side = encodeEntities(fitted.user, dataset.users);
  const [, trained] = selectItems(side, Int32Array.of(0)).bags;
  const [, asked] = encodeUser(fitted, { features: { joined: '05/07/2026' } }).bags;
  expect(dataset.users.columns.joined[0]).toBe(Date.UTC(2026, 6, 5));
  expect(asked).toEqual(trained);
});
