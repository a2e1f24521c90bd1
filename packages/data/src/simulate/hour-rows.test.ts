import { expect, it } from 'vitest';
import { HourRows, type Row } from './hour-rows.ts';
import { RandomStream } from './random-stream.ts';

it('gives rows back in order of time, those of one moment as they were added', () => {
  const random = new RandomStream(1, 1);
  const rows = new HourRows();
  for (const hour of [1_736_121_600_000, 1_736_125_200_000]) {
    rows.begin(hour);
    const added: Row[] = Array.from({ length: 10_000 }, (_, i) => ({
      time: hour + random.integer(3000),
      user: random.integer(1e6),
      item: random.integer(1e5),
      type: random.pick(['impression', 'click', 'ranked_out'] as const),
      hundredths: 20 + random.integer(80),
      request: i,
      position: 1 + random.integer(50),
    }));
    for (const row of added) {
      rows.add(row);
    }
    expect(Array.from(rows.inTimeOrder(), (place) => rows.at(place))).toEqual(
      added.toSorted((a, b) => a.time - b.time || a.request - b.request),
    );
  }
});
