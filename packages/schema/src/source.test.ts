import { describe, expect, it } from 'vitest';
import { parseConfig } from './parse-config.ts';
import { describeSource, hidePasswords, type Source } from './source.ts';

const parse = (events: unknown) =>
  parseConfig({ schema: { user: { id: 'u' }, item: { id: 'i' } }, data: { events } }).data.events;

describe('data.events', () => {
  it('is a path, a table, a query or a function', () => {
    const sources: Source[] = [
      'log.csv',
      { sqlite: 'shop.db', table: 'events' },
      { sqlite: 'shop.db', query: 'select 1' },
      { postgres: 'postgres://me:pw@db/shop', table: 'events' },
      { postgres: { env: 'DATABASE_URL' }, query: 'select 1' },
      () => [],
    ];
    for (const source of sources) {
      expect(parse(source)).toBe(source);
    }
  });

  it('says what is wrong with the form that was meant', () => {
    const faults: [unknown, RegExp][] = [
      [undefined, /^config: data\.events is missing; expected a file, folder or glob/],
      ['', /^config: data\.events is ""; expected a file/],
      [5, /data\.events is 5; expected a file/],
      [{ sqlite: 'a.db', tabel: 'x' }, /unknown key "tabel"; did you mean "table"\?$/],
      [{ table: 'x' }, /named by one of sqlite/],
      [{ sqlite: 'a.db' }, /name one of table and query$/],
      [{ sqlite: 'a.db', table: 'a', query: 'b' }, /name one of table and query$/],
      [{ sqlite: 5, table: 'a' }, /sqlite must be the path of a file$/],
      [{ sqlite: 'a.db', table: '' }, /table must be text$/],
      [{ postgres: 'db', table: 'a' }, /postgres must be a URL/],
      [{ postgres: { env: 'A', b: 1 }, table: 'a' }, /postgres must be a URL/],
      [{ postgres: null, table: 'a' }, /postgres must be a URL/],
    ];
    for (const [events, message] of faults) {
      expect(() => parse(events)).toThrow(message);
    }
  });

  it('keeps passwords out of every message', () => {
    expect(() => parse({ postgres: 'postgres://me:s3cret@db/shop' })).toThrow(
      /postgres:\/\/me:\*\*\*@db\/shop/,
    );
    expect(hidePasswords('to postgresql://me:a:b@c"d@db/shop?password=x&y=1 now')).toBe(
      'to postgresql://me:***@db/shop?password=***&y=1 now',
    );
    expect(hidePasswords('postgres://me@db:5432/shop')).toBe('postgres://me@db:5432/shop');
    expect(describeSource({ postgres: 'postgres://me:pw@db/shop', query: 'select 1' })).toBe(
      'a query of postgres://me:***@db/shop',
    );
    expect(describeSource({ postgres: { env: 'URL' }, table: 'a' })).toBe('table a of PostgreSQL at $URL');
    expect(describeSource({ sqlite: 'a.db', table: 'a' })).toBe('table a of a.db');
  });
});
