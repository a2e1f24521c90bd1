import type { RawValue } from '@twotower/features';
import { describe, expect, it } from 'vitest';
import { behaviourOf } from './behaviour.ts';
import { profileColumn } from './column-profile.ts';
import { inferFeatures } from './infer-features.ts';

const rows = 240;
/** A number below `n` that looks drawn. */
const drawn = (i: number, n: number) => (((i + 1) * 48_271) % 2_147_483_647) % n;
const words = ['amber', 'birch', 'cedar', 'delta', 'ember', 'fjord', 'grove', 'heron', 'iris', 'jade'];
const phrase = (i: number, length: number) =>
  Array.from({ length }, (_, k) => words[drawn(i * 31 + k, words.length)]).join(' ');

function column(name: string, value: (i: number) => RawValue, length = rows) {
  const values = Array.from({ length }, (_, i) => value(i));
  return profileColumn({ name, type: '', kind: 'text' }, values);
}

/** How often the log has the entity i, but for 1: from 0 to below 20, in another order than the entities. */
const frequency = (i: number) => ((i * 77) % rows) / 12;
/** A log with ratings that grow with i mod 5. */
const entitiesOfLog = Array.from({ length: rows }, (_, i) =>
  Array<number>(1 + Math.floor(frequency(i))).fill(i),
).flat();
const logIds = column('id', (row) => `e${entitiesOfLog[row]}`, entitiesOfLog.length);
const ratings = column('rating', (row) => `${1 + (entitiesOfLog[row] % 5)}`, entitiesOfLog.length);
const behaviour = behaviourOf(logIds, ratings);

function choose(columns: Readonly<Record<string, (i: number) => RawValue>>, side: 'user' | 'item' = 'item') {
  const ids = column('id', (i) => `e${i}`);
  const found = inferFeatures(
    side,
    ids,
    Object.entries(columns).map(([name, value]) => column(name, value)),
    behaviour,
  );
  return {
    kinds: Object.fromEntries(found.features.map(({ name, config }) => [name, config.kind])),
    left: Object.fromEntries(found.left.map(({ column: { name }, why }) => [name, why])),
    shown: found.left.filter(({ shown }) => shown).map(({ column: { name } }) => name),
  };
}

const pad = (n: number, length: number) => String(n).padStart(length, '0');
const hex = (i: number) => pad(0, 8).concat((drawn(i, 0xfffffff) + 0x1a0000000).toString(16));
const barcode = (i: number) => {
  const body = `40${pad(drawn(i, 9_999_999), 10)}`;
  const sum = [...body].reduce((total, digit, k) => total + Number(digit) * (k % 2 ? 3 : 1), 0);
  return body + ((10 - (sum % 10)) % 10);
};

describe('identifiers are no features', () => {
  it.each<[string, RegExp, (i: number) => RawValue, string?]>([
    ['barcodes, though they look like times', /goods \(EAN/, barcode, 'extra'],
    ['hashes', /hashes/, hex],
    ['UUIDs', /UUIDs/, (i) => `${hex(i).slice(0, 8)}-12ab-4cde-9f01-${pad(i, 12)}`],
    ['addresses', /addresses of pages/, (i) => `https://x.org/${i}`],
    ['names of pictures', /names of files/, (i) => `covers/${i}.jpg`],
    ['e-mail addresses', /e-mail/, (i) => `a${i}@b.org`],
    ['telephone numbers', /telephone/, (i) => `+49 30 ${1_000_000 + i * 37}`],
    ['network addresses', /network/, (i) => `10.0.${i}.${drawn(i, 250)}`],
    ['resources', /resources/, (i) => `shop:thing:${i}`],
    ['rows counted', /numbers of the rows/, (i) => String(i), 'n'],
    ['keys of other tables', /another number in each row/, (i) => String(1000 + i * 7)],
    ['ids by their name', /id of something else/, (i) => `${1000 + i * 7}`, 'vendor_id'],
    ['handles', /hardly come again/, (i) => `handle${i}`],
  ])('%s', (_, why, value, name = 'x') => {
    expect(choose({ [name]: value })).toMatchObject({
      kinds: {},
      left: { [name]: expect.stringMatching(why) },
    });
  });

  it('but what measures, is rounded or names groups of things is kept', () => {
    const { kinds } = choose({
      duration_ms: (i) => String(100_001 + i * 913),
      budget: (i) => String(10_000 * (3 + drawn(i, 5000))),
      brand_id: (i) => `b${drawn(i, 12)}`,
      site: (i) => `https://x.org/${drawn(i, 4)}`,
      author: (i) => `Author ${phrase(drawn(i, 60), 2)}`,
    });
    expect(kinds).toEqual({
      duration_ms: 'numeric',
      budget: 'numeric',
      brand_id: 'categorical',
      site: 'categorical',
      author: 'categorical',
    });
  });
});

describe('aggregates of behaviour are no features', () => {
  it.each([
    'rating_count',
    'num_reviews',
    'numReviews',
    'average_rating',
    'avgRating',
    'votes',
    'total-views',
    'weekly_downloads',
    'unitsSold',
    'play_cnt',
    'user_num',
    'popularity',
    'sales_rank',
    'ratings_5',
    'stars',
    'stock',
  ])('by a name such as %s', (name) => {
    const { kinds, left } = choose({ [name]: (i) => `${drawn(i, 5000)}.5` });
    expect(kinds).toEqual({});
    expect(left[name]).toMatch(/did, also after the events|popularity|state of now/);
  });

  it('by ranges of them, and by dates of the last change', () => {
    const { kinds, left } = choose({
      owners: (i) => ['0-20000', '20000-50000', '50000-100000'][i % 3],
      updated_at: (i) => `2024-05-${pad(1 + (i % 28), 2)}`,
    });
    expect([kinds, Object.keys(left)]).toEqual([{}, ['owners', 'updated_at']]);
  });

  it.each([
    'page_count',
    'num_ingredients',
    'min_players',
    'max_speed',
    'frame_rate',
    'weight_kg',
    'on_sale',
  ])('but %s is one', (name) => {
    expect(choose({ [name]: (i) => `${drawn(i, 500)}.5` }).kinds).toHaveProperty(name);
  });

  it('by what they do in the log, whatever their name', () => {
    const { kinds, left } = choose({
      x1: (i) => `${Math.round(frequency(i) * 17) + drawn(i, 60)}.5`,
      x2: (i) => `${(i % 5) * 3 + drawn(i, 2)}.25`,
      x3: (i) => `${drawn(i, 900)}.5`,
    });
    expect(left).toEqual({
      x1: expect.stringMatching(/^goes with how often the log has the item \(rank correlation 0\.9/),
      x2: expect.stringMatching(/^goes with the item's mean rating in the log/),
    });
    expect(kinds).toEqual({ x3: 'numeric' });
  });

  it('of users what they did here, and not whom they know', () => {
    const { kinds, left } = choose(
      {
        num_orders: (i) => `${drawn(i, 900)}`,
        friends: (i) => `${drawn(i, 90)}`,
        fans_user_num: (i) => `${drawn(i, 77)}`,
      },
      'user',
    );
    expect(Object.keys(left)).toEqual(['num_orders']);
    expect(Object.keys(kinds)).toEqual(['friends', 'fans_user_num']);
  });
});

describe('of several texts', () => {
  it('the short ones that are named like titles are kept, two at most', () => {
    const { kinds, left, shown } = choose({
      body: (i) => `${phrase(i, 60)} ${i}`,
      tagline: (i) => `${phrase(i + 7, 4)} ${i}`,
      subtitle: (i) => `${phrase(i + 9, 5)} ${i}`,
      title: (i) => `${phrase(i, 3)} ${i}`,
      original_title: (i) => `${phrase(i, 3)} ${i}${i % 4 ? '' : ' II'}`,
    });
    expect(kinds).toEqual({ title: 'text', tagline: 'text' });
    expect(left).toEqual({
      original_title: 'says mostly what title says',
      subtitle: expect.stringMatching(/^a text beside title and tagline/),
      body: expect.stringMatching(/^long texts \(median \d+ letters\)/),
    });
    expect(shown.sort()).toEqual(['original_title', 'subtitle']);
  });

  it('a long one is kept where nothing else tells anything', () => {
    expect(choose({ body: (i) => `${phrase(i, 60)} ${i}` }).kinds).toEqual({ body: 'text' });
  });

  it('those that users have for themselves are left out', () => {
    expect(choose({ about: (i) => `${phrase(i, 5)} ${i}` }, 'user').left).toEqual({
      about: 'a text of its own for each user',
    });
  });
});

describe('what says little or the same again', () => {
  it('is left out: empty, nearly empty and constant columns, words for nothing', () => {
    const { kinds, left } = choose({
      empty: () => null,
      rare: (i) => (i < 5 ? `a${i}` : ''),
      na: (i) => (i < 6 ? `b${i % 2}` : 'N/A'),
      same: () => 'EUR',
      nearly: (i) => (i === 0 ? 'no' : 'yes'),
    });
    expect([kinds, Object.keys(left)]).toEqual([{}, ['empty', 'rare', 'na', 'same', 'nearly']]);
  });

  it('is left out: the year of a date', () => {
    const { kinds, left } = choose({
      year: (i) => String(1950 + drawn(i, 70)),
      released: (i) => `${1950 + drawn(i, 70)}-0${1 + (i % 9)}-11`,
    });
    expect([kinds, left]).toEqual([{ released: 'time' }, { year: 'says what released says' }]);
  });

  it('is left out: codes beside their names, one price in two currencies', () => {
    const { kinds, left } = choose({
      category_id: (i) => String(100 + (i % 7)),
      category: (i) => words[i % 7],
      price: (i) => (1 + drawn(i, 9000) / 7).toFixed(2),
      price_usd: (i) => ((1 + drawn(i, 9000) / 7) * 1.1).toFixed(2),
    });
    expect(kinds).toEqual({ category: 'categorical', price: 'numeric' });
    expect(left).toEqual({ category_id: 'says what category says', price_usd: 'says what price says' });
  });

  it('records within cells are left out', () => {
    const { left } = choose({ genres: (i) => `[{'id': ${i % 9}, 'name': '${words[i % 9]}'}]` });
    expect(left.genres).toMatch(/^records within a cell/);
  });
});

describe('dates', () => {
  it.each<[string, (i: number) => RawValue]>([
    ['of ISO', (i) => `20${pad(i % 24, 2)}-05-07`],
    ['in words', (i) => `${pad(1 + (i % 28), 2)}-Jan-${1990 + (i % 30)}`],
    ['in seconds', (i) => String(1_500_000_000 + drawn(i, 90_000) * 1000)],
    ['of years', (i) => String(1950 + drawn(i, 70))],
  ])('%s become times', (_, value) => {
    expect(choose({ released: value }).kinds).toEqual({ released: 'time' });
  });
});
