import { type EventFile, endsLineAt, fileSums } from '@twotower/data';
import { type EventLog, type EventSource, eventFault, type NewEvent } from '@twotower/store';

export interface IngestCounts {
  accepted: number;
  duplicate: number;
  /** Rows that were read but that no log can hold; those that reading rejects are not among them. */
  unfit: number;
  /** Accepted events that are not newer than what was trained from files. */
  notNewer: number;
}

export interface Ingest {
  readonly log: EventLog;
  readonly counts: IngestCounts;
  /** The newest event that was trained from files, milliseconds since 1970. */
  readonly trainedUpTo: number;
  readonly onRows: (rows: number) => void;
  readonly onUnfit: (file: string, row: number, reason: string) => void;
}

/** Events in one append. */
const APPEND = 2000;

/**
 * Takes one file into the log. What is known of it, by the sum of its beginning, are duplicates by their places, whether it
 * was ingested or trained from; events with an id are told by it; those without one by the file and their row, so that
 * going on after a crash doubles nothing.
 */
export async function ingestFile(file: EventFile, ingest: Ingest): Promise<void> {
  const { log, counts } = ingest;
  const known = file.isFile ? await knownOf(file.file, log) : undefined;
  if (known && !known.isWhole) await log.sources.set(known.source);
  let waiting: NewEvent[] = [];
  const append = async () => {
    const events = waiting;
    waiting = [];
    const { accepted, duplicates } = await log.append(events);
    counts.accepted += accepted;
    counts.duplicate += duplicates;
  };
  let rows = 0;
  for await (const block of file.read()) {
    for (const { row, event } of block.events) {
      if (known && row <= known.rows) {
        counts.duplicate++;
        continue;
      }
      const taken = event.id === undefined && known ? { ...event, id: `${known.source.id}:${row}` } : event;
      const fault = eventFault(taken);
      if (fault !== undefined) {
        counts.unfit++;
        ingest.onUnfit(file.file, row, fault);
        continue;
      }
      if ((event.time ?? Number.POSITIVE_INFINITY) <= ingest.trainedUpTo) counts.notNewer++;
      if (waiting.push(taken) === APPEND) await append();
    }
    ingest.onRows(block.rows - rows);
    rows = block.rows;
  }
  if (waiting.length > 0) await append();
  if (known && !known.isWhole) await log.sources.set({ ...known.source, rows });
}

interface Known {
  readonly source: Omit<EventSource, 'setAt'>;
  /** Whether all of the file is known. */
  readonly isWhole: boolean;
  /** Rows from the first that are known. */
  readonly rows: number;
}

async function knownOf(file: string, log: EventLog): Promise<Known> {
  const sources = await log.sources.list();
  const { bytes, sha256, beginnings } = await fileSums(
    file,
    sources.map((source) => source.bytes),
  );
  const own = sources
    .filter((source) => source.bytes > 0 && beginnings.get(source.bytes) === source.sha256)
    .sort((a, b) => b.bytes - a.bytes);
  const done = own.find(({ rows }) => rows !== undefined);
  const id = own[0]?.id ?? sha256;
  return {
    source: { id, sha256, bytes, origin: 'ingested', file },
    isWhole: done?.bytes === bytes,
    rows: rowsOf(done, file, bytes),
  };
}

/** A row that was cut off when the file was read before is not the row that stands there now. */
function rowsOf(done: EventSource | undefined, file: string, bytes: number): number {
  if (done?.rows === undefined) return 0;
  return done.bytes === bytes || endsLineAt(file, done.bytes) ? done.rows : done.rows - 1;
}
