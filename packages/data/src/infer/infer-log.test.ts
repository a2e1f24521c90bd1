import { join } from 'node:path';
import { parseConfig } from '@twotower/schema';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { folderWith } from '../test-data.ts';
import { inferConfig } from './infer-config.ts';

/** A number below `n`, as good as drawn at random, and another draw for another `n`. */
function drawn(i: number, n: number): number {
  const hash = Math.imul(i + 1, 0x9e3779b1 ^ Math.imul(n, 0x85ebca6b));
  return ((hash ^ (hash >>> 15)) >>> 3) % n;
}

const rows = 600;

/** What is inferred from a log of 40 users and 60 items, with more columns. */
async function inferred(header: string, more: (i: number) => string) {
  const lines = Array.from({ length: rows }, (_, i) => `u${drawn(i, 40)},p${drawn(i, 60)},${more(i)}`);
  const folder = folderWith({ 'log.csv': `who,what,${header}\n${lines.join('\n')}\n` });
  const found = await inferConfig(join(folder, 'log.csv'), folder);
  expect(parse(found.text)).toEqual(JSON.parse(JSON.stringify(found.input)));
  parseConfig(found.input);
  return found;
}

describe('a column of ratings', () => {
  it.each<[string, string, (i: number) => number, number]>([
    ['1 to 5', 'opinion', (i) => 1 + drawn(i, 5), 4],
    ['halves to 5', 'v', (i) => 0.5 + drawn(i, 10) / 2, 4],
    ['0 to 10', 'Stimme', (i) => drawn(i, 11), 8],
    ['1 to 10', 'value', (i) => 1 + drawn(i, 10), 8],
    ['1 to 3', 'verdict', (i) => 1 + drawn(i, 3), 3],
    ['1 to 4', 'feel', (i) => 1 + drawn(i, 4), 3],
    ['1 to 7', 'likert', (i) => 1 + drawn(i, 7), 6],
    ['tens to 100', 'percentage', (i) => 10 * drawn(i, 11), 80],
  ])('of %s is one whatever its name (%s), and the reason is told', async (_, name, value, atLeast) => {
    const { input, guesses, questions } = await inferred(name, (i) => String(value(i)));
    expect([input.schema.user.id, input.schema.item.id]).toEqual(['who', 'what']);
    expect(input.schema.positive).toEqual({ column: name, atLeast });
    expect(guesses).toContainEqual(
      expect.stringMatching(
        new RegExp(`${name} is taken for a rating, as it has \\d+ different numbers from`),
      ),
    );
    expect(questions).toContainEqual(expect.objectContaining({ key: 'positive' }));
  });

  it('beside a type that is always the same decides', async () => {
    const { input } = await inferred('event_type,mark', (i) => `review,${1 + drawn(i, 5)}`);
    expect(input.schema.positive).toEqual({ column: 'mark', atLeast: 4 });
  });

  it.each(['quantity', 'weekday', 'hour'])('is not seen in a %s', async (name) => {
    const { input } = await inferred(name, (i) => String(drawn(i, 7)));
    expect(input.schema.positive).toBeUndefined();
  });
});

describe('a weight', () => {
  const plays = (i: number) => (i % 100 === 3 ? 9000 + i : 1 + drawn(i, 30));

  it('of which few rows have most is taken as its logarithm, with the share', async () => {
    const { input, guesses } = await inferred('weight', (i) => String(plays(i)));
    expect(input.schema.event).toEqual({ weight: { column: 'weight', transform: 'log' } });
    expect(guesses).toContainEqual(
      expect.stringMatching(
        /^the heaviest 1 % of the rows have 8\d % of the sum of weight, so its logarithm/,
      ),
    );
  });

  it('of which none has much is taken as it is', async () => {
    const { input } = await inferred('weight', (i) => String(1 + drawn(i, 30)));
    expect(input.schema.event).toEqual({ weight: 'weight' });
  });

  it.each([
    ['', '  # event: { weight: { column: plays, transform: log } }'],
    ['ts,', '  #   weight: { column: plays, transform: log } # a line of event, above'],
  ])('may be what is called plays: a line to be taken in by hand (%s)', async (time, line) => {
    const { input, text, left } = await inferred(
      `${time}plays`,
      (i) => `${time && `${1_700_000_000 + i * 5000},`}${plays(i)}`,
    );
    expect(input.schema.event?.weight).toBeUndefined();
    expect(text).toContain(line);
    expect(left).toEqual([]);
  });
});

describe('the context', () => {
  it('is offered what a request may know, and each other column has its reason', async () => {
    const { text, left } = await inferred(
      'ts,device,session_id,dwell_time,ip,shelf,constant',
      (i) =>
        `${1_700_000_000 + i * 5000},${['ios', 'web'][drawn(i, 2)]},s${i >> 2},${drawn(i, 300)}.5,10.0.${drawn(i, 99)}.${drawn(i, 250)},${drawn(i, 90)},x`,
    );
    expect(text).toContain(
      '  # context:\n  #   hour: { kind: time, column: ts }\n  #   device: { kind: categorical }\n',
    );
    const reasons = Object.fromEntries(left.map((line) => line.split(/: (.*)/s).slice(0, 2)));
    expect(reasons).toEqual({
      'context session_id': expect.stringMatching(/^tells visits apart/),
      'context dwell_time': expect.stringMatching(/^what came of the event/),
      'context ip': expect.stringMatching(/^too many values/),
      'context shelf': expect.stringMatching(/^a number that changes/),
      'item constant': 'always the same',
    });
    for (const line of left) {
      expect(text).toContain(`# - ${line.replace(/^\w+ /, '')}`);
    }
  });
});

it('an item with much of the log is told with the key that mends it', async () => {
  const lines = Array.from(
    { length: rows },
    (_, i) => `u${drawn(i, 40)},${i % 2 ? 'start' : `p${drawn(i, 60)}`}`,
  );
  const folder = folderWith({ 'log.csv': `user_id,item_id\n${lines.join('\n')}\n` });
  const { guesses } = await inferConfig(join(folder, 'log.csv'), folder);
  expect(guesses).toContainEqual(
    expect.stringMatching(/^50 % of the rows \(300\) are of the item "start": training\.subsample/),
  );
});
