import type { RowBlock } from '../table.ts';
import type { Dialect } from './dialect.ts';
import { RecordCutter } from './record-cutter.ts';
import { columnOf } from './text-block.ts';
import type { TextStretch } from './text-stretches.ts';

/**
 * The rows of a text, a block a stretch.
 *
 * @param picks the wanted columns' places in a row
 */
export async function* rowsOf(
  stretches: AsyncIterable<TextStretch>,
  dialect: Dialect,
  picks: readonly number[],
): AsyncGenerator<RowBlock> {
  const cutter = new RecordCutter(dialect, picks);
  let line = 0;
  let first = true;
  let rest: Uint8Array = new Uint8Array(0);
  for await (const { bytes, last } of stretches) {
    const joined = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
    const block = cutter.cut({ bytes: joined, first, last });
    const before = line;
    yield {
      length: block.length,
      columns: picks.map((pick) => columnOf(block, pick)),
      lines: block.lines.map((own) => before + own),
      malformed: block.malformed.map(({ line: own, reason }) => ({ line: before + own, reason })),
    };
    line += block.lineCount;
    rest = joined.subarray(block.consumed);
    first &&= block.consumed === 0;
  }
}
