import { resolve } from 'node:path';
import { DataError, type EventFiles, openEventFiles } from '@twotower/data';
import { describeSource } from '@twotower/schema';
import type { CommonFlags } from '../common-flags.ts';
import type { Console } from '../console.ts';
import { registerAllTrained } from '../cut-off.ts';
import { withEventLog } from '../event-log.ts';
import { type IngestCounts, ingestFile } from '../ingest/ingest-file.ts';
import { findConfig, findStoreFolder, withStore } from '../workplace.ts';

export interface IngestFlags extends CommonFlags {
  readonly from?: string;
}

/** `ingest`: the log's files, or another one of the same columns, into the event log; each event once. */
export async function ingestCommand(flags: IngestFlags, output: Console): Promise<void> {
  const loaded = await findConfig(flags);
  const data = flags.from ? { ...loaded.config.data, events: resolve(flags.from) } : loaded.config.data;
  const config = { ...loaded.config, data };
  const folder = await findStoreFolder(flags, loaded);
  output.say(`Ingesting ${describeSource(data.events)}`);
  await withStore(
    folder,
    (store) =>
      withEventLog(store, async (log) => {
        await registerAllTrained(store, log);
        const files = await openEventFiles(config, loaded.folder, folder);
        const counts: IngestCounts = { accepted: 0, duplicate: 0, unfit: 0, notNewer: 0 };
        const trained = (await log.sources.list()).flatMap(({ newestTime }) => newestTime ?? []);
        const trainedUpTo = Math.max(Number.NEGATIVE_INFINITY, ...trained);
        const onRows = progressTo(output);
        try {
          for (const file of files.files) {
            await ingestFile(file, { log, counts, trainedUpTo, onRows, onUnfit: sayFirst(output) });
          }
          const rejectReport = finished(files, counts);
          const { accepted, duplicate, notNewer } = counts;
          const rejected = files.rejected() + counts.unfit;
          if (rejectReport) output.say(`  rejected rows stand with their reasons in ${rejectReport}`);
          if (notNewer > 0) output.say(`warning: ${notNewerWarning(notNewer, trainedUpTo)}`);
          output.result(
            { accepted, duplicate, rejected, notNewer, ...(rejectReport && { rejectReport }) },
            `accepted ${accepted}, duplicate ${duplicate}, rejected ${rejected}`,
          );
        } finally {
          files.end();
        }
      }),
    'create',
  );
}

/** @throws DataError for more rejects than the config allows, and says what was taken in all the same */
function finished(files: Pick<EventFiles, 'finish'>, { accepted }: IngestCounts): string | undefined {
  try {
    return files.finish();
  } catch (error) {
    if (accepted === 0 || !(error instanceof DataError)) throw error;
    const taken = `the log has taken the other ${accepted} rows: ingest the mended ones in a file of their own, as rows of a changed file without an event id count anew`;
    throw new DataError(`${error.message}; ${taken}`, { cause: error });
  }
}

/** Rows of other files than those that were trained from: nothing tells whether these have them too. */
function notNewerWarning(count: number, trainedUpTo: number): string {
  const time = new Date(trainedUpTo).toISOString();
  return `${count} events are not newer than the newest that was trained from files (${time}); where those files have them too, in another form, the next update learns them again`;
}

const PROGRESS_MS = 5000;

function progressTo(output: Console): (rows: number) => void {
  const began = performance.now();
  let [rows, said] = [0, began];
  return (more) => {
    rows += more;
    const now = performance.now();
    if (now - said < PROGRESS_MS) return;
    said = now;
    const perSecond = Math.round((1000 * rows) / (now - began));
    output.say(`  ${rows.toLocaleString('en-US')} rows  ${perSecond.toLocaleString('en-US')} rows/s`);
  };
}

function sayFirst(output: Console): (file: string, row: number, reason: string) => void {
  let first = true;
  return (file, row, reason) => {
    if (first) output.say(`  rejected: ${file} row ${row}: ${reason}, which no event log can hold`);
    first = false;
  };
}
