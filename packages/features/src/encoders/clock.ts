import { instantOf } from '../times/instant-of.ts';
import type { TimeForm } from '../times/time-form.ts';
import type { ValueEncoder } from './encoder.ts';

const DAY = 86_400_000;

/** Where an instant lies in its day and its week (UTC): sine and cosine of each, rows 1 to 4, beside a bias, row 5. */
export function clock(form: TimeForm | undefined): ValueEncoder {
  return {
    rows: 6,
    state: { kind: 'time', ...(form && { form }) },
    ...(form && { form }),
    encode(value, sink) {
      const instant = instantOf(value, form);
      if (instant === undefined) {
        sink.add(0, 1);
        return;
      }
      const day = (2 * Math.PI * (instant % DAY)) / DAY;
      const week = (2 * Math.PI * (instant % (7 * DAY))) / (7 * DAY);
      sink.add(1, Math.sin(day));
      sink.add(2, Math.cos(day));
      sink.add(3, Math.sin(week));
      sink.add(4, Math.cos(week));
      sink.add(5, 1);
    },
  };
}
