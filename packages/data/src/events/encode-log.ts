import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Catalogues, type Dataset, memoryDataset } from '@twotower/features';
import { joinBlocks } from './arrival-block.ts';
import type { Arrivals } from './arrivals.ts';
import type { LogFindings } from './log-findings.ts';
import { orderByUser } from './order-by-user.ts';
import { partitionByUser } from './partitions.ts';
import { openShards, ShardWriter } from './shards.ts';

/** A partition is put in order row by row, in any order of its rows: this many, about 16 MB, mostly stay in the cache. */
const cachedRows = 1 << 18;
/** Each is a file that every block of arrivals is dealt out to. */
const mostPartitions = 256;

/** Orders arrivals that are all in memory. */
export function encodeInMemory(
  arrivals: Arrivals,
  catalogues: Catalogues,
  timeContext: readonly string[],
  findings: LogFindings,
): Dataset {
  const block = joinBlocks([...arrivals.blocks()], arrivals.kinds);
  const { events, duplicates } = orderByUser(block, 0, catalogues.users.ids.length, timeContext);
  findings.add(events, duplicates);
  return memoryDataset({ ...catalogues, events });
}

/**
 * Orders arrivals that lie in files: rows are dealt out to partitions of users, each partition is ordered in memory and
 * becomes a shard in `folder`. Memory grows with the users and with one partition, not with the log.
 */
export function encodeToShards(
  arrivals: Arrivals,
  users: number,
  timeContext: readonly string[],
  findings: LogFindings,
  { folder, eventsPerShard }: { readonly folder: string; readonly eventsPerShard: number },
): void {
  const scratch = join(folder, 'partitions');
  mkdirSync(scratch, { recursive: true });
  const writer = new ShardWriter(join(folder, 'all'), users, eventsPerShard);
  const rows = Math.min(eventsPerShard, Math.max(cachedRows, Math.ceil(arrivals.length / mostPartitions)));
  for (const { first, end, block } of partitionByUser(arrivals, users, rows, scratch)) {
    const { events, duplicates } = orderByUser(block, first, end, timeContext);
    findings.add(events, duplicates);
    writer.add(events, end);
  }
  writer.finish();
  rmSync(scratch, { recursive: true });
}

/** What {@link encodeToShards} left in `folder` (part `all`), or a part it was split into. */
export function openEncoded(folder: string, part: string, catalogues: Catalogues): Dataset {
  const module = new URL('./open-dataset.ts', import.meta.url).href;
  return openShards(join(folder, part), catalogues, { kind: 'module', module, options: { folder, part } });
}
