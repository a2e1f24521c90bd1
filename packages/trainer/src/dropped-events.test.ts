import { memoryDataset } from '@twotower/features';
import { parseConfig } from '@twotower/schema';
import { describe, expect, it } from 'vitest';
import { droppedEvents } from './dropped-events.ts';
import { positivesInOrder } from './positives.ts';

const config = parseConfig({
  schema: { user: { id: 'u' }, item: { id: 'i' }, hardNegative: ['ranked_out'] },
  data: { events: 'log.csv' },
  negatives: [{ kind: 'in-batch' }, { kind: 'hard' }],
});

/** One user's rows: `+n` a click of item n, `-n` what a ranker dropped. */
function part(rows: readonly string[], times?: readonly number[]) {
  const items = Int32Array.from(rows, (row) => Number(row.slice(1)));
  const events = positivesInOrder(Int32Array.of(0, rows.length), items);
  rows.forEach((row, e) => {
    events.positive[e] = row.startsWith('+') ? 1 : 0;
    events.type[e] = row.startsWith('+') ? 0 : 1;
  });
  if (times) events.time.set(times);
  const ids = Array.from({ length: 9 }, (_, i) => `i${i}`);
  return memoryDataset({
    users: { ids: ['a'], columns: {} },
    items: { ids, columns: {} },
    types: ['click', 'ranked_out'],
    dictionaries: {},
    events,
  });
}

/** What of all parts a positive at that moment may draw. */
function drawableAt(parts: ReturnType<typeof part>[], moment: number): number[] {
  const rows = droppedEvents(config, parts).log?.readUsers(0, 1);
  if (!rows) throw new Error('no events from the log');
  return [...rows.item].filter((_, e) => rows.times[e] <= moment && moment < rows.expires[e]);
}

describe('what rankers dropped', () => {
  it('is in order of time over all parts of a random split, and never of a positive’s future', () => {
    const parts = [part(['-1', '+2', '-3'], [10, 20, 50]), part(['-4', '-5', '+6'], [5, 20, 60])];
    expect(drawableAt(parts, 20)).toEqual([4, 1, 5]);
    expect(drawableAt(parts, 60)).toEqual([4, 1, 5, 3]);
  });

  it('without times stands before the positives that follow it in the rows of its own part', () => {
    const parts = [part(['-1', '+0', '-2', '+0', '-3']), part(['+0', '-4', '+0'])];
    // The positives 0 and 1 are of the first part, 2 and 3 of the second, whose order beside the first is not known.
    expect([0, 1, 2, 3].map((place) => drawableAt(parts, place))).toEqual([[1], [1, 2], [], [4]]);
  });

  it('names the types that a log has where none is of the kind', () => {
    expect(() => droppedEvents(config, [part(['+1', '+2'])])).toThrow(
      /no event is of type ranked_out or dislike; the log has click/,
    );
  });
});
