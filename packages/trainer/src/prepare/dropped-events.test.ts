import { emptyEvents, memoryDataset } from '@twotower/features';
import { parseConfig } from '@twotower/schema';
import { describe, expect, it } from 'vitest';
import { droppedEvents } from './dropped-events.ts';
import { momentsOf } from './moments.ts';

const config = parseConfig({
  schema: { user: { id: 'u' }, item: { id: 'i' }, hardNegative: ['ranked_out'] },
  data: { events: 'log.csv' },
  negatives: [{ kind: 'in-batch' }, { kind: 'hard' }],
});

interface Row {
  /** `+n` a click of item n, `-n` what a ranker dropped. */
  readonly event: string;
  /** Its place in the log. */
  readonly offset: number;
  readonly time?: number;
}

/** One user's rows of a part. */
function part(rows: readonly Row[]) {
  const events = emptyEvents(rows.length, { context: {} });
  for (const [e, { event, offset, time = Number.NaN }] of rows.entries()) {
    events.item[e] = Number(event.slice(1));
    events.positive[e] = event.startsWith('+') ? 1 : 0;
    events.type[e] = event.startsWith('+') ? 0 : 1;
    events.offset[e] = offset;
    events.time[e] = time;
  }
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
  const moments = momentsOf(rows);
  return [...rows.item].filter((_, e) => moments[e] <= moment);
}

describe('what rankers dropped', () => {
  it('is in order of time over all parts of a random split, and never of a positive’s future', () => {
    const parts = [
      part([
        { event: '-1', time: 10, offset: 0 },
        { event: '+2', time: 20, offset: 1 },
        { event: '-3', time: 50, offset: 2 },
      ]),
      part([
        { event: '-4', time: 5, offset: 3 },
        { event: '-5', time: 20, offset: 4 },
        { event: '+6', time: 60, offset: 5 },
      ]),
    ];
    expect(drawableAt(parts, 20)).toEqual([4, 1, 5]);
    expect(drawableAt(parts, 60)).toEqual([4, 1, 5, 3]);
  });

  it('without times stands before the positives that follow it in the log, whichever part they are in', () => {
    const parts = [
      part([
        { event: '-1', offset: 0 },
        { event: '+0', offset: 2 },
        { event: '-2', offset: 4 },
      ]),
      part([
        { event: '+0', offset: 1 },
        { event: '-4', offset: 3 },
        { event: '+0', offset: 5 },
      ]),
    ];
    expect([1, 2, 5].map((offset) => drawableAt(parts, offset))).toEqual([[1], [1], [1, 4, 2]]);
  });

  it('names the types that a log has where none is of the kind', () => {
    expect(() => droppedEvents(config, [part([{ event: '+1', offset: 0 }])])).toThrow(
      /no event is of type ranked_out or dislike; the log has click/,
    );
  });
});
