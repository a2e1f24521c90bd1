import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { twotower } from './command.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'twotower-bad-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const CONFIG = { schema: { user: { id: 'user' }, item: { id: 'item' } }, data: { events: 'log.csv' } };
const LOG = 'user,item\na,x\na,y\nb,x\nb,z\nc,y\nc,z\n';

async function train(config: unknown, log?: string) {
  await writeFile(join(folder, 'c.json'), typeof config === 'string' ? config : JSON.stringify(config));
  if (log !== undefined) {
    await writeFile(join(folder, 'log.csv'), log);
  }
  return twotower(['train', '--config', 'c.json', '--store', 'store'], folder);
}

describe('bad input ends in exit 2, one line, and nothing half-written', () => {
  const cases: [name: string, config: unknown, log: string | undefined, says: RegExp][] = [
    [
      'an unknown config key',
      { ...CONFIG, traning: {} },
      LOG,
      /unknown key "traning"; did you mean "training"\?/,
    ],
    ['an unknown nested key', { ...CONFIG, model: { dims: 8 } }, LOG, /"model\.dims"; did you mean "dim"\?/],
    ['a mistyped value', { ...CONFIG, model: { dim: 'big' } }, LOG, /model\.dim is "big"/],
    ['a missing file', CONFIG, undefined, /log\.csv/],
    [
      'a missing column',
      { ...CONFIG, schema: { user: { id: 'usr' }, item: { id: 'item' } } },
      LOG,
      /usr.*user/,
    ],
    ['an empty log', CONFIG, 'user,item\n', /log\.csv|empty|no (rows|events)/i],
    ['a log with one user', CONFIG, 'user,item\na,x\na,y\na,z\n', /one user|1 user|two users/],
    ['a config that is no JSON', '{ nonsense', LOG, /c\.json/],
  ];
  it.each(cases)('%s', async (_name, config, log, says) => {
    const { code, stderr } = await train(config, log);
    const errors = stderr.split('\n').filter((line) => line.startsWith('error:'));
    expect(errors, stderr).toHaveLength(1);
    expect(errors[0]).toMatch(says);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(code).toBe(2);
    const bundles = await readdir(join(folder, 'store', 'bundles')).catch(() => []);
    expect(bundles).toEqual([]);
  });

  it('a store that is not there is refused, not made', async () => {
    for (const command of ['bundles', 'rollback']) {
      const { code, stderr } = await twotower([command, '--store', 'typo'], folder);
      expect([code, stderr]).toEqual([2, expect.stringMatching(/^error: there is no store at .*typo/)]);
    }
    expect(await readdir(folder)).toEqual([]);
  });

  it('a missing config and an unknown flag', async () => {
    const missing = await twotower(['train', '--config', 'nowhere.yaml'], folder);
    expect([missing.code, missing.stderr]).toEqual([2, expect.stringMatching(/^error: .*nowhere\.yaml/)]);
    const flag = await twotower(['train', '--promte'], folder);
    expect([flag.code, flag.stderr]).toEqual([2, expect.stringMatching(/--promote/)]);
  });
});

describe('a config with only ids and events', () => {
  it.each([
    ['with times', (i: number) => `,${1_700_000_000 + i * 60}`, 'zeit', 'temporal'],
    ['without times', () => '', undefined, 'random'],
  ])('experiments on a csv of any column names, %s', async (_name, time, column, split) => {
    const rows = Array.from(
      { length: 600 },
      (_, i) => `k${i % 30},p${((i % 30) * 7 + Math.floor(i / 30) * 3) % 40}${time(i)}`,
    );
    await writeFile(
      join(folder, 'log.csv'),
      `kunde,produkt${column ? `,${column}` : ''}\n${rows.join('\n')}\n`,
    );
    const config = {
      schema: { user: { id: 'kunde' }, item: { id: 'produkt' }, ...(column && { event: { time: column } }) },
      data: { events: 'log.csv' },
      choose: 'defaults',
    };
    await writeFile(join(folder, 'c.json'), JSON.stringify(config));
    const { code, stdout, stderr } = await twotower(['experiment', '--config', 'c.json', '--json'], folder);
    expect(code, stderr).toBe(0);
    const document = JSON.parse(stdout);
    expect(document.protocol).toMatchObject({ split, part: 'test', items: 40 });
    expect(document.metrics['recall@20']).toBeGreaterThan(0);
    const timed = column ? ['recent-popularity', 'transitions'] : [];
    expect(Object.keys(document.baselines).sort()).toEqual(
      ['popularity', 'item-knn', 'ease', 'ials', ...timed].sort(),
    );
    expect(await readdir(folder)).toEqual(['c.json', 'log.csv']);
  });
});
