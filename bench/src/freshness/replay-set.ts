import { openEventFiles } from '@twotower/data';
import type { RawRecord } from '@twotower/features';
import type { Config } from '@twotower/schema';
import type { TimedEvent } from './replay.ts';

/** A log that is replayed. */
export interface ReplaySet {
  readonly name: string;
  readonly words: string;
  /** How far down answers count. */
  readonly k: number;
  /** Steps between two increments; a step is an hour. */
  readonly incrementEvery: number;
  /** When a night is, milliseconds after midnight UTC. */
  readonly nightAt: number;
  /** Makes what is read, once, in a folder that stays. */
  readonly prepare: (folder: string) => Promise<void>;
  readonly open: (folder: string) => Promise<OpenSet>;
}

export interface OpenSet {
  readonly config: Config;
  /** What the config's paths are relative to. */
  readonly folder: string;
  /** What is learnt before the replay begins, and what is replayed: milliseconds since 1970, whole hours. */
  readonly from: number;
  readonly to: number;
  /** Absent where all items are on offer at all times. */
  readonly catalogue?: GrowingCatalogue;
  readonly truth?: Truth;
}

/** Items that come on offer as time goes by. */
export interface GrowingCatalogue {
  /** The text of the file of those that are by a time. */
  text(time: number): string;
  /** Those that come on offer after one time and up to another, with their columns. */
  since(after: number, upTo: number): readonly { readonly id: string; readonly record: RawRecord }[];
}

/** What people truly like. */
export interface Truth {
  /** The `k` items that a user likes best of those that are on offer at a time and not `seen`. */
  best(user: string, time: number, k: number, seen: ReadonlySet<string>): ReadonlySet<string>;
}

/** All events of the files that a config names, by time, as an event log takes them in. */
export async function eventsOf(config: Config, folder: string, scratch: string): Promise<TimedEvent[]> {
  const files = await openEventFiles(config, folder, scratch);
  const events: TimedEvent[] = [];
  try {
    for (const file of files.files) {
      for await (const { events: some } of file.read()) {
        for (const { event, row } of some) {
          const { time } = event;
          if (time === undefined)
            throw new Error(`${file.file} row ${row} has no time, so it cannot be replayed`);
          events.push({ ...event, time });
        }
      }
    }
  } finally {
    files.end();
  }
  return events.sort((a, b) => a.time - b.time);
}
