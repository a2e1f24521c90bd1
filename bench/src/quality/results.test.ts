import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runOf } from '../../test/quality-run.ts';
import { keepRun, keptRuns, readSet } from './results.ts';
import { qualityRows, rowsOfSet } from './rows.ts';

const newFolder = () => mkdtempSync(join(tmpdir(), 'twotower-quality-'));
const row = { set: 'lastfm', variant: '', file: 'lastfm.yaml', fingerprint: 'a' };
const seedsOf = (runs: readonly { readonly seed: number }[]) => runs.map(({ seed }) => seed);

it('keeps every run at once, in the order of seeds, one for each seed', () => {
  const folder = newFolder();
  keepRun(row, runOf(43, 0.2), folder);
  keepRun(row, runOf(42, 0.3), folder);
  keepRun(row, runOf(43, 0.25), folder);
  const kept = keptRuns(readSet('lastfm', folder), row);
  expect(seedsOf(kept)).toEqual([42, 43]);
  expect(kept[1].metrics['recall@20']).toBe(0.25);
  expect(readdirSync(folder)).toEqual(['quality-lastfm.json']);
});

it('keeps rows apart and drops the runs of a config that has changed', () => {
  const folder = newFolder();
  const bsl = { ...row, variant: 'bsl', fingerprint: 'b' };
  keepRun(row, runOf(42, 0.3), folder);
  keepRun(bsl, runOf(42, 0.4), folder);
  const changed = { ...row, fingerprint: 'c' };
  expect(keptRuns(readSet('lastfm', folder), changed)).toEqual([]);
  const { rows } = keepRun(changed, runOf(43, 0.5), folder);
  expect(rows.map(({ variant, fingerprint, runs }) => [variant, fingerprint, seedsOf(runs)])).toEqual([
    ['', 'c', [43]],
    ['bsl', 'b', [42]],
  ]);
});

it('finds the configs of a set by their names, and tells one from a changed one but not from one with other comments', () => {
  const folder = newFolder();
  writeFileSync(join(folder, 'b.yaml'), '# b\nname: b\n');
  writeFileSync(join(folder, 'b.long.yaml'), 'name: b\n\n  # the same\n');
  writeFileSync(join(folder, 'a.ts'), 'export default {};');
  writeFileSync(join(folder, 'TRIED.md'), 'nothing');
  const rows = qualityRows(folder);
  expect(rows.map(({ set, variant }) => [set, variant])).toEqual([
    ['a', ''],
    ['b', ''],
    ['b', 'long'],
  ]);
  expect(rows[1].fingerprint).toBe(rows[2].fingerprint);
  expect(rows[0].fingerprint).not.toBe(rows[1].fingerprint);
  expect(rowsOfSet('b', rows).length).toBe(2);
  expect(rowsOfSet('b.long', rows)).toEqual([rows[2]]);
  expect(() => rowsOfSet('c', rows)).toThrow('name a set, or --all: a, b');
});
