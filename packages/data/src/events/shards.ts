import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Catalogues,
  type Dataset,
  type EventColumns,
  emptyEvents,
  joinEvents,
} from '@twotower/features';
import { z } from 'zod';
import { DataError } from '../error.ts';
import { prefixed } from './arrival-block.ts';
import { type Columns, readColumns, rowBytes, withFile, writeColumns } from './columnar-file.ts';
import { contextOf, kindsOf } from './context-kinds.ts';

const manifestSchema = z.object({
  users: z.int(),
  /** Context column to what it holds. */
  context: z.record(z.string(), z.enum(['number', 'code'])),
  /** One a file: the users in it, how many events, and what lies before it. */
  shards: z.array(z.object({ first: z.int(), end: z.int(), start: z.int(), events: z.int() })),
});
type Manifest = z.output<typeof manifestSchema>;

/** Writes a dataset's events into a folder, stretch of users by stretch of users, in order. */
export class ShardWriter {
  readonly #folder: string;
  readonly #eventsPerShard: number;
  readonly #offsets: Int32Array;
  readonly #shards: Manifest['shards'] = [];
  #context: Manifest['context'] = {};
  #pending: EventColumns[] = [];
  #pendingEvents = 0;
  #first = 0;
  #start = 0;

  /** @param eventsPerShard about how many events one file has; a user is never parted */
  constructor(folder: string, users: number, eventsPerShard = 1 << 21) {
    mkdirSync(folder, { recursive: true });
    this.#folder = folder;
    this.#eventsPerShard = eventsPerShard;
    this.#offsets = new Int32Array(users + 1);
  }

  /** Adds all events of the users up to below `end`, who come after those of the call before. */
  add(events: EventColumns, end: number): void {
    for (let e = 0; e < events.length; e++) {
      this.#offsets[events.user[e] + 1]++;
    }
    this.#pending.push(events);
    this.#pendingEvents += events.length;
    if (this.#pendingEvents >= this.#eventsPerShard / 2) {
      this.#flush(end);
    }
  }

  finish(): void {
    const users = this.#offsets.length - 1;
    this.#flush(users);
    for (let u = 0; u < users; u++) {
      this.#offsets[u + 1] += this.#offsets[u];
    }
    withFile(join(this.#folder, 'offsets'), 'wx', (file) => writeColumns(file, { offsets: this.#offsets }));
    const manifest: Manifest = { users, context: this.#context, shards: this.#shards };
    writeFileSync(join(this.#folder, 'manifest.json'), JSON.stringify(manifest));
  }

  #flush(end: number): void {
    if (this.#pending.length === 0) {
      return;
    }
    const events = joinEvents(this.#pending);
    this.#context = kindsOf(events.context);
    const path = shardPath(this.#folder, this.#shards.length);
    withFile(path, 'wx', (file) => writeColumns(file, storedColumns(events)));
    this.#shards.push({ first: this.#first, end, start: this.#start, events: events.length });
    this.#first = end;
    this.#start += events.length;
    this.#pending = [];
    this.#pendingEvents = 0;
  }
}

/** The dataset that a {@link ShardWriter} wrote. @throws DataError where the folder is not whole */
export function openShards(
  folder: string,
  catalogues: Catalogues,
  description: Dataset['description'],
): Dataset {
  const { users, context, shards } = readManifest(folder);
  const offsets = new Int32Array(users + 1);
  withFile(join(folder, 'offsets'), 'r', (file) => readColumns(file, { offsets }, { length: users + 1 }));
  const empty = (length: number): EventColumns => emptyEvents(length, { context: contextOf(context) });
  const size = rowBytes(storedColumns(empty(0)));
  shards.forEach(({ events }, n) => {
    const path = shardPath(folder, n);
    if (statSync(path, { throwIfNoEntry: false })?.size !== events * size) {
      throw new DataError(`${path}: missing or cut short; remove the folder and run again`);
    }
  });

  return {
    ...catalogues,
    length: offsets[users],
    offsets,
    description,
    readUsers(first, end) {
      const parts: EventColumns[] = [];
      shards.forEach((shard, n) => {
        const from = Math.max(offsets[first], shard.start);
        const to = Math.min(offsets[end], shard.start + shard.events);
        if (from < to) {
          const events = empty(to - from);
          const range = { length: shard.events, from: from - shard.start };
          withFile(shardPath(folder, n), 'r', (file) => readColumns(file, storedColumns(events), range));
          parts.push(events);
        }
      });
      const events = parts.length === 0 ? empty(0) : joinEvents(parts);
      for (let u = first; u < end; u++) {
        events.user.fill(u, offsets[u] - offsets[first], offsets[u + 1] - offsets[first]);
      }
      return events;
    },
  };
}

/** All columns but the user, which the offsets tell. */
function storedColumns(events: EventColumns): Columns {
  const { item, time, weight, offset, type, positive, origin, context } = events;
  return { item, time, weight, offset, type, positive, origin, ...prefixed(context) };
}

function readManifest(folder: string): Manifest {
  const path = join(folder, 'manifest.json');
  try {
    return manifestSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    const cause = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new DataError(`${path}: not a readable encoded log (${cause}); remove the folder and run again`);
  }
}

function shardPath(folder: string, n: number): string {
  return join(folder, `events-${String(n).padStart(5, '0')}`);
}
