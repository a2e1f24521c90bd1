import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspectDataset, loadConfig, readDataset } from '@twotower/data';
import { expect, it } from 'vitest';
import { openConsole } from './console.ts';
import { readLog } from './workplace.ts';

it('says of a log, before it is trained on, all that inspect warns of', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'twotower-warnings-'));
  const rows = Array.from(
    { length: 60 },
    (_, i) => `u${i % 6},${i % 5 === 0 ? 'null' : `i${i % 7}`},2024-01-01`,
  );
  writeFileSync(join(folder, 'log.csv'), `user,item,day\n${rows.join('\n')}\n`);
  const file = join(folder, 'c.yaml');
  writeFileSync(
    file,
    'schema: { user: { id: user }, item: { id: item }, event: { time: day } }\ndata: { events: log.csv }\nsplit: { kind: random }\n',
  );
  const loaded = await loadConfig(file);
  const said: string[] = [];
  const output = { ...openConsole(true), say: (line: string) => void said.push(line) };

  const { warnings } = await readLog(loaded, folder, 'held-out', output);

  const { dataset, summary } = await readDataset(loaded.config, folder);
  expect(warnings).toEqual(inspectDataset(dataset, summary, loaded.config).warnings);
  expect(warnings).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/all events have the time 2024-01-01/),
      expect.stringMatching(/20 % of the events \(12\) have the item "null" in item/),
    ]),
  );
  expect(said.filter((line) => line.startsWith('warning: '))).toEqual(
    warnings.map((warning) => `warning: ${warning}`),
  );
});
