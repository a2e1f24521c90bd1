import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { twotower } from './command.ts';

const datasets = process.env.TWOTOWER_DATASETS ?? '';
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'twotower-init-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Report {
  readonly protocol: { readonly split: string; readonly users: number };
  readonly metrics: Readonly<Record<string, number>>;
  readonly baselines: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly choice?: { readonly tried: readonly unknown[] };
}

/**
 * `init` on a file and `experiment` on what it wrote, without a person. Settings are chosen where `choose` says so, which takes
 * several trainings.
 */
async function unattended(
  file: string,
  name: string,
  choose: 'auto' | 'defaults' = 'defaults',
): Promise<{ config: string; report: Report }> {
  const place = join(folder, name);
  mkdirSync(place, { recursive: true });
  const written = await twotower(['init', '--from', file], place);
  expect(written.code, written.stderr).toBe(0);
  const config = await readFile(join(place, 'twotower.config.yaml'), 'utf8');
  writeFileSync(join(place, 'twotower.config.yaml'), `${config}\nchoose: ${choose}\n`);
  const { code, stdout, stderr } = await twotower(['experiment', '--json'], place);
  expect(code, stderr).toBe(0);
  return { config, report: JSON.parse(stdout) };
}

/** Users of four kinds and products of four kinds; three of four events stay within the kind. */
function* views(): Generator<{ user: number; item: number; kind: number; minute: number }> {
  let state = 12345;
  const random = (n: number) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
  for (let minute = 0; minute < 9000; minute++) {
    const user = random(300);
    const kind = random(4) > 0 ? user % 4 : random(4);
    yield { user, item: kind + 4 * random(40), kind, minute };
  }
}

function expectSense({ metrics, baselines }: Report): void {
  expect(metrics['ndcg@20']).toBeGreaterThan(baselines.popularity['ndcg@20']);
}

describe('init, then experiment on what it wrote', () => {
  it('jsonl of events with nested fields', async () => {
    const lines = [...views()].map(({ user, item, kind, minute }) =>
      JSON.stringify({
        event: minute % 5 === 0 ? 'purchase' : 'view',
        user: { id: `u${user}`, country: ['DE', 'FR', 'IT'][user % 3] },
        product: {
          sku: `p${item}`,
          category: `Shop > Kind ${kind}`,
          price: 5 + item / 4,
          tags: [`t${kind}`, `t${item % 5}`],
        },
        ts: new Date(Date.UTC(2026, 0, 1) + minute * 60_000).toISOString(),
      }),
    );
    const file = join(folder, 'events.jsonl');
    writeFileSync(file, lines.join('\n'));
    const { config, report } = await unattended(file, 'jsonl', 'auto');
    for (const wanted of [/id: user\.id/, /id: product\.sku/, /time: ts/, /product\.tags/]) {
      expect(config).toMatch(wanted);
    }
    expect(report.protocol.split).toBe('temporal');
    expect(report.choice?.tried.length).toBeGreaterThan(5);
    expectSense(report);
  }, 300_000);

  it('parquet of views without times', async () => {
    const file = join(folder, 'views.parquet');
    const rows = [...views()].map(
      ({ user, item }) => `('v${user}', ${1000 + item}, '${user % 2 ? 'phone' : 'desk'}')`,
    );
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    await connection.run(
      `copy (select * from (values ${rows.join(',')}) as t(visitor, page, device)) to '${file}' (format parquet)`,
    );
    connection.closeSync();
    const { config, report } = await unattended(file, 'parquet');
    expect(config).toMatch(/id: visitor/);
    expect(report.protocol.split).toBe('random');
    expectSense(report);
  });

  it('tsv with numeric ids and no header', async () => {
    const file = join(folder, 'log.tsv');
    const lines = [...views()].map(({ user, item, kind, minute }) =>
      [user, 5000 + item, kind === user % 4 ? 5 : 2, 1_700_000_000 + 60 * minute].join('\t'),
    );
    writeFileSync(file, `${lines.join('\n')}\n`);
    const { config, report } = await unattended(file, 'tsv');
    expect(config).toMatch(/columns:/);
    expectSense(report);
  });

  describe.skipIf(!existsSync(datasets))('of real sets (TWOTOWER_DATASETS)', () => {
    it('ratings.csv of ml-latest-small', async () => {
      const { report } = await unattended(join(datasets, 'ml-latest-small', 'ratings.csv'), 'movies');
      expect(report.metrics['recall@20']).toBeGreaterThan(0.05);
    }, 300_000);

    it("kuairand-pure's log: better than popularity without a hand laid on", async () => {
      const file = join(datasets, 'kuairand-pure', 'log_standard_0425_to_0508.csv.gz');
      const { report } = await unattended(file, 'kuairand');
      expectSense(report);
    }, 300_000);
  });
});
