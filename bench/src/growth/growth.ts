import { writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { commandWords, wholeNumber, wholeNumbers } from '../measure/command-words.ts';
import { inProcess } from '../measure/in-process.ts';
import { inScratchFolder } from '../measure/scratch-folder.ts';
import { keepResults } from '../results-table.ts';
import type { GrowthMeasured } from './growth-once.ts';
import { growthPlot } from './growth-plot.ts';
import { type GrowthPoint, type GrowthSeries, growthFits, growthTable, secondsOf } from './growth-results.ts';
import { type PlainLog, writePlainLog } from './plain-log.ts';

export const growthUsage = `growth [--events N,N,...] [--ids N,N,...] [--events-of-ids N] [--plot FILE] [--save] [--json]
           time (read and one epoch) and peak memory at 1M,3M,10M,30M events of 300k IDs, and at 100k,1M,5M IDs with 5M events`;

const PLOT = fileURLToPath(new URL('../../results/growth.svg', import.meta.url));
const idsOfEvents = 300_000;

/** Measures one point after the other, each in a process of its own over a log that is written for it and removed again. */
export async function growth(words: readonly string[]): Promise<void> {
  const { values } = commandWords(words, {
    events: { type: 'string', default: '1M,3M,10M,30M' },
    ids: { type: 'string', default: '100k,1M,5M' },
    'events-of-ids': { type: 'string', default: '5M' },
    plot: { type: 'string', default: '' },
    save: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  });
  const sizes = wholeNumbers('--events', values.events, 1000);
  const idSizes = wholeNumbers('--ids', values.ids, 300);
  const eventsOfIds = wholeNumber('--events-of-ids', values['events-of-ids'], 1000);

  const series: GrowthSeries[] = [
    { by: 'events', points: await measureAll(sizes.map((events) => logOf(events, idsOfEvents))) },
    { by: 'ids', points: await measureAll(idSizes.map((ids) => logOf(eventsOfIds, ids))) },
  ];
  const results = {
    machine: { cpu: cpus()[0].model, threads: availableParallelism(), node: process.version },
    series: series.map((one) => ({ ...one, fits: growthFits(one) })),
  };
  if (values.plot !== '') {
    writeFileSync(values.plot, growthPlot(series));
  }
  if (values.save) {
    keepResults('growth', results, `${growthTable(series)}\n\n![time and memory](results/growth.svg)`);
    writeFileSync(PLOT, growthPlot(series));
  }
  process.stdout.write(values.json ? `${JSON.stringify(results)}\n` : `${growthTable(series)}\n`);
}

/** Two thirds of the IDs are users. */
function logOf(events: number, ids: number): PlainLog {
  const items = Math.round(ids / 3);
  return { events, items, users: ids - items };
}

async function measureAll(logs: readonly PlainLog[]): Promise<GrowthPoint[]> {
  const points: GrowthPoint[] = [];
  for (const log of logs) {
    const measured = await inScratchFolder(async (folder) => {
      await writePlainLog(join(folder, 'events.csv'), log);
      return inProcess<GrowthMeasured>('growth-once', { folder });
    });
    points.push({ ...log, ...measured });
    process.stderr.write(
      `${log.events} events, ${log.users + log.items} IDs: ${secondsOf(measured).toFixed(1)} s, peak ${Math.round(measured.peakRssBytes / 2 ** 20)} MiB\n`,
    );
  }
  return points;
}
