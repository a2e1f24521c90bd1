import { join } from 'node:path';
import { expect, it } from 'vitest';
import { placeHider } from './hide-places.ts';

const hide = placeHider('/srv/a store');

it.each([
  ['bundle /srv/a store/bundles/b1/config.json: damaged', 'bundle bundles/b1/config.json: damaged'],
  ['cannot open /srv/a store; pick another', 'cannot open .; pick another'],
  ["ENOENT: no such file, open '/home/ann/data/log.csv'", "ENOENT: no such file, open '…/log.csv'"],
  [`read ${join(process.cwd(), 'x.yaml')}`, 'read x.yaml'],
  ['train with --promote; POST /v1/recall', 'train with --promote; POST …/recall'],
  ['Drama/Comedy and 1/2', 'Drama/Comedy and 1/2'],
])('%s', (text, hidden) => {
  expect(hide(text)).toBe(hidden);
});

it('hides them in whatever an answer holds', () => {
  expect(hide({ broken: '/srv/a store/x', list: [{ n: 1, none: undefined, warning: 'in /a/b/c' }] })).toEqual(
    {
      broken: 'x',
      list: [{ n: 1, none: undefined, warning: 'in …/c' }],
    },
  );
});
