import { extname } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { type ParquetRow, writeParquet } from '@twotower/data';
import type { RecallEngine } from '@twotower/serving';
import { openChosen } from '../chosen-engine.ts';
import type { CommonFlags } from '../common-flags.ts';
import type { Console } from '../console.ts';
import { UsageError } from '../usage-error.ts';
import { findStoreFolder, withStore } from '../workplace.ts';

export interface ExportFlags extends CommonFlags {
  readonly what: string;
  readonly out: string;
  readonly k: number;
  readonly bundle?: string;
}

/** Users that are answered together. */
const block = 1024;

/** `export`: the vectors of items and users, or the best items of every user, in a Parquet file. */
export async function exportCommand(flags: ExportFlags, output: Console): Promise<void> {
  const { what, out, k } = flags;
  if (what !== 'vectors' && what !== 'topk') {
    throw new UsageError(`--what ${what}: give vectors or topk`);
  }
  if (extname(out) !== '.parquet') throw new UsageError(`--out ${out}: name a file that ends in .parquet`);
  await withStore(await findStoreFolder(flags), async (store) => {
    const { engine, bundleId } = await openChosen(store, flags);
    const rows =
      what === 'vectors'
        ? await writeParquet(out, { side: 'text', id: 'text', vector: 'floats' }, vectorsOf(engine))
        : await writeParquet(
            out,
            { user: 'text', rank: 'integer', item: 'text', score: 'float', source: 'text' },
            bestOf(engine, k),
          );
    output.result({ rows, file: out, bundleId }, `Wrote ${rows} rows of bundle ${bundleId} to ${out}`);
  });
}

async function* vectorsOf(engine: RecallEngine): AsyncGenerator<ParquetRow> {
  for (const side of ['items', 'users'] as const) {
    let count = 0;
    for (const { id, vector } of engine.vectors(side)) {
      yield [side === 'items' ? 'item' : 'user', id, Array.from(vector)];
      if (++count % block === 0) await setImmediate();
    }
  }
}

/** For each user of the bundle what a recall would answer, without what they had. */
async function* bestOf(engine: RecallEngine, k: number): AsyncGenerator<ParquetRow> {
  const users = engine.users('', Number.POSITIVE_INFINITY);
  for (let start = 0; start < users.length; start += block) {
    const some = users.slice(start, start + block);
    const answers = await engine.recallBatch(some.map(({ userId }) => ({ userId, k })));
    for (const [i, { items, source }] of answers.entries()) {
      for (const [rank, { itemId, score }] of items.entries()) {
        yield [some[i].userId, rank + 1, itemId, score, source];
      }
    }
  }
}
