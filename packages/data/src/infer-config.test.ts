import { join } from 'node:path';
import { parseConfig } from '@twotower/schema';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { inferConfig } from './infer-config.ts';
import { inspectDataset } from './inspect.ts';
import { readDataset } from './read-dataset.ts';
import { renderInspection } from './render-inspection.ts';
import { folderWith } from './test-data.ts';

function logOf(header: string, row: (i: number) => string, rows = 200): string {
  return `${header}\n${Array.from({ length: rows }, (_, i) => row(i)).join('\n')}\n`;
}

describe('a config by looking at a log', () => {
  it.each([
    [
      'known names',
      logOf(
        'user_id,item_id,timestamp,event_type',
        (i) => `u${i % 10},i${i % 7},${1.7e12 + i},${i % 3 ? 'impression' : 'click'}`,
      ),
      { user: 'user_id', item: 'item_id', time: 'timestamp', type: 'event_type', positive: ['click'] },
    ],
    [
      'unknown names',
      logOf('aa;bb;cc;dd', (i) => `${i % 11};x${i % 9};${(i % 5) + 1};2024-01-0${(i % 9) + 1}`),
      { user: 'aa', item: 'bb', time: 'dd', type: undefined, positive: { column: 'cc', atLeast: 4 } },
    ],
    [
      'item before user',
      logOf('movie\tviewer\twhen', (i) => `m${i % 9}\tv${i % 5}\t${1.6e9 + i}`),
      { user: 'viewer', item: 'movie', time: 'when', type: undefined, positive: undefined },
    ],
    [
      'row numbers',
      logOf('id,k,l', (i) => `${i},${i % 10},${i % 7}`),
      { user: 'k', item: 'l', time: undefined, type: undefined, positive: undefined },
    ],
  ])('recognises columns with %s, and the config reads the log at once', async (_, text, expected) => {
    const folder = folderWith({ 'log.csv': text });
    const { input, text: yaml } = await inferConfig(join(folder, 'log.csv'), folder);
    const { schema } = input;
    expect({
      user: schema.user.id,
      item: schema.item.id,
      time: schema.event?.time,
      type: schema.event?.type,
      positive: schema.positive,
    }).toEqual(expected);
    expect(parse(yaml)).toEqual(JSON.parse(JSON.stringify(input)));
    const { dataset, summary } = await readDataset(parseConfig(parse(yaml)), folder);
    expect(summary.rejected).toBe(0);
    const inspection = inspectDataset(dataset, summary);
    expect(inspection.rows).toBe(200);
    expect(renderInspection(inspection)).toMatch(/popularity\s+█/);
  });

  it('says that a file without two ids is no log', async () => {
    const folder = folderWith({ 'log.csv': 'text\nsome words\nmore words\n' });
    await expect(inferConfig(join(folder, 'log.csv'))).rejects.toThrow(
      /no user column recognised among text/,
    );
  });
});
