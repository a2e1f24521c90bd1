import { describe, expect, it } from 'vitest';
import { runOf } from '../../test/quality-run.ts';
import { publishedSets } from './published.ts';
import { tablesAreCurrent, withTables } from './readme.ts';
import { qualityRows } from './rows.ts';
import { leadInSlice, leadOver, rowLines, spreadOf } from './summary.ts';
import { setTable } from './table.ts';

const runs = [runOf(42, 0.29), runOf(43, 0.3)];
const row = { variant: 'bsl', fingerprint: 'a', runs };

describe('the summary of seeds', () => {
  it('is the mean with the sample deviation, which one seed does not have', () => {
    expect(spreadOf([1, 2, 3])).toEqual({ mean: 2, deviation: 1 });
    expect(spreadOf([5])).toEqual({ mean: 5 });
  });

  it('has the mean lead over the strongest baseline and the widest reach of its intervals', () => {
    const lead = leadOver(runs, 'recall@20');
    expect(lead).toMatchObject({ baseline: 'popularity', difference: 0.1 });
    expect(lead?.low).toBeCloseTo(0.0857, 10);
    expect(lead?.high).toBeCloseTo(0.1143, 10);
    expect(leadInSlice(runs, 'new', 'recall@20')).toMatchObject({ difference: 0.04, low: 0.02, high: 0.06 });
    expect(leadInSlice(runs, 'known', 'recall@20')).toBeUndefined();
  });

  it('is printed with seconds and memory, and warns of a run that is longer than it may be', () => {
    const published = { protocol: '', metrics: ['recall@20'], peers: [], slices: ['new'] };
    expect(rowLines(row, published)).toEqual([
      '  two-tower, bsl: recall@20 .2950 ± .0071',
      '    2 seeds (42, 43), training 60.0 ± .0 s, peak memory 100 MiB',
      '    baselines, recall@20: popularity .1950',
      '    recall@20 over popularity +.1000 (95 % +.0857 to +.1143)',
      '    new users: recall@20 over popularity +.0400 (95 % +.0200 to +.0600)',
    ]);
    const long = { ...runs[0], seconds: { ...runs[0].seconds, train: 3000 } };
    expect(rowLines({ ...row, runs: [long] }, published).at(-1)).toContain('more than 45 minutes');
  });
});

describe('the table of a set', () => {
  it('has our rows, the baselines of the same runs and what others report', () => {
    const table = setTable({ set: 'lastfm', rows: [row] });
    expect(table).toContain("### lastfm\n\nLightGCN-PyTorch's split, train items masked");
    const cells = table.split('\n').map((line) =>
      line
        .split('|')
        .map((cell) => cell.trim())
        .join('|'),
    );
    expect(cells).toContain(
      '|**two-tower, bsl**|**.2950 ± .0071**|**.1475 ± .0035**|60 ± 0|100 MiB|2 seeds, 7 epochs|',
    );
    expect(cells).toContain('|popularity|.1950|.0000|||ours, same runs|');
    expect(table).toContain('cosine MF, full softmax, tau .15');
    expect(table).toContain('- two-tower, bsl: recall@20 over popularity +.1000 (95 % +.0857 to +.1143).');
  });

  it('exists for every set that has a config', () => {
    expect([...new Set(qualityRows().map(({ set }) => set))].sort()).toEqual(
      Object.keys(publishedSets).sort(),
    );
  });
});

describe('the README', () => {
  const marks = [
    '<!-- quality:begin, written by `pnpm bench quality --table` from results/quality-*.json -->',
    '<!-- quality:end -->',
  ];

  it('takes the tables between its marks and keeps the rest', () => {
    const text = withTables(`before\n${marks[0]}\nold\n${marks[1]}\nafter`, 'new');
    expect(text).toBe(`before\n${marks[0]}\n\nnew\n\n${marks[1]}\nafter`);
    expect(withTables(text, 'new')).toBe(text);
    expect(() => withTables('no marks', 'new')).toThrow(/needs a line/);
  });

  it('shows what the results say: if not, run `pnpm bench quality --table`', () => {
    expect(tablesAreCurrent()).toBe(true);
  });
});
