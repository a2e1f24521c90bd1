import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DataError } from '../error.ts';
import type { Format } from '../table.ts';
import { openTable } from '../tables/open-tables.ts';
import { percent } from '../warnings/percent.ts';
import type { Behaviour } from './behaviour.ts';
import type { ColumnProfile } from './column-profile.ts';
import { isReadableFile } from './find-log.ts';
import { inferFeatures } from './infer-features.ts';
import type { InferredFeatures } from './inferred-features.ts';
import { joinOf } from './join-of.ts';
import { type OpenedFile, openUnknown } from './open-unknown.ts';
import { isAbout, isKeyName } from './side-names.ts';

/** A file beside the log that describes its users or its items. */
export interface SideFile extends InferredFeatures {
  readonly file: string;
  /** The column of its ids. */
  readonly key: string;
  /** Names of all its columns, where it has no header. */
  readonly columns?: readonly string[];
}

/** What was found beside a log, and what might have been but for one thing. */
export interface FoundSide {
  readonly side?: SideFile;
  readonly told: readonly string[];
}

const readable = /\.((csv|tsv|txt|dat|tab|jsonl|ndjson|json)(\.(gz|zst))?|parquet|pq)$/i;
const largestBytes = 1 << 26;
const mostFiles = 20;

/** The side that a file is looked for. */
export interface Sought {
  readonly side: 'user' | 'item';
  /** The log's column of its ids, and that of the other side's. */
  readonly ids: ColumnProfile;
  readonly other: ColumnProfile;
  /** What the log says of the ids. */
  readonly behaviour: Behaviour;
}

/**
 * Of the files beside the log, the one that has a row for each id and gives the most features. Its id column has the
 * log's name for it, or one that says the same; in a file without a header that is called by what it describes, such as
 * `movies.dat`, it is the one whose values are the ids.
 */
export async function findSideFile(log: string, sought: Sought, format: Format): Promise<FoundSide> {
  const beside = readdirSync(dirname(log))
    .filter((name) => readable.test(name) && name !== basename(log))
    .map((name) => join(dirname(log), name))
    .filter((file) => isReadableFile(file) && statSync(file).size < largestBytes)
    .sort()
    .slice(0, mostFiles);
  let best: SideFile | undefined;
  const told: string[] = [];
  for (const file of beside) {
    const found = await describes(file, sought, format);
    told.push(...found.told);
    if (found.side && found.side.features.length > (best?.features.length ?? 0)) {
      best = found.side;
    }
  }
  return { told, ...(best && { side: best }) };
}

/** A neighbour that cannot be read, or is about something else, is not taken in. */
async function describes(file: string, sought: Sought, format: Format): Promise<FoundSide> {
  const { side, ids, other, behaviour } = sought;
  const opened = (await mayDescribe(file, sought)) ? await openNeighbour(file, side) : undefined;
  if (!opened || opened.columns.some(({ name }) => name === other.name)) {
    return { told: [] };
  }
  const keys = opened.columns.filter((column) =>
    opened.unnamed ? isAbout(file, side) : isKeyName(column.name, side, ids.name, file),
  );
  const candidates = keys
    .filter((column) => column.distinct >= 0.99 * column.values.length)
    .map((column) => ({ column, join: joinOf(ids, column), least: leastShare(column, ids) }))
    .sort((a, b) => Number(b.column.name === ids.name) - Number(a.column.name === ids.name));
  const found = candidates.find(({ join, least }) => join.share >= least);
  if (!found) {
    const near = candidates.find(({ join, least }) => join.formShare >= least);
    return {
      told: near?.join.example
        ? [
            `${basename(file)} would describe the ${side}s, but ${percent(near.join.formShare - near.join.share)} of the log's ids are written otherwise there, ${near.join.example}, and run init again`,
          ]
        : [],
    };
  }
  const unread = whyUnread(opened, format);
  if (unread) {
    return { told: [`${basename(file)} would describe the ${side}s, but ${unread}`] };
  }
  const { column, join } = found;
  const key = opened.unnamed ? ids.name : column.name;
  const names = opened.columns.map((one) => (one === column ? key : one.name));
  const features = inferFeatures(
    side,
    column,
    opened.columns.filter((one) => one !== column),
    behaviour,
  );
  return {
    side: { file, key, ...features, ...(opened.unnamed && { columns: names }) },
    told:
      join.example && join.formShare - join.share >= 0.01
        ? [
            `${percent(join.formShare - join.share)} of the log's ${side}s are written otherwise in ${basename(file)}, ${join.example}, or they have no features`,
          ]
        : [],
  };
}

/** A look at the names alone, before any rows are read. */
async function mayDescribe(file: string, { side, ids, other }: Sought): Promise<boolean> {
  const table = await orNone(openTable(file, 'events', { encoding: 'utf-8', columns: {} }));
  const names = table?.columns.map(({ name }) => name) ?? [];
  return (
    isAbout(file, side) ||
    (!names.includes(other.name) && names.some((name) => isKeyName(name, side, ids.name, file)))
  );
}

async function openNeighbour(file: string, side: 'user' | 'item'): Promise<OpenedFile | undefined> {
  return orNone(openUnknown(file, side === 'user' ? 'users' : 'items'));
}

async function orNone<Opened>(opening: Promise<Opened>): Promise<Opened | undefined> {
  try {
    return await opening;
  } catch (error) {
    if (error instanceof DataError) {
      return undefined;
    }
    throw error;
  }
}

/** At least half of the log's ids under the same name; under another one nearly all. */
function leastShare(key: ColumnProfile, ids: ColumnProfile): number {
  return key.name === ids.name ? 0.5 : 0.95;
}

/** One config reads all files alike. */
function whyUnread({ format }: OpenedFile, ofLog: Format): string | undefined {
  if (format.encoding !== ofLog.encoding) {
    return `it is encoded in ${format.encoding} and the log in ${ofLog.encoding}; write both in UTF-8 and run init again`;
  }
  return format.columns.items || format.columns.users
    ? ofLog.header
      ? 'it has no header and the log has one that must be skipped; give it a header and run init again'
      : format.header
        ? 'two of its columns have one name; rename one and run init again'
        : undefined
    : undefined;
}
