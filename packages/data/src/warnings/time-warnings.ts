import { isoTime, type TimeFacts } from './time-facts.ts';

const day = 86_400_000;

/** What the times of a log say of how they were read. */
export function timeWarnings(facts: TimeFacts): string[] {
  const { column, first, last, future } = facts;
  const unit = `the unit of the times in ${column} (taken for ${facts.unit}) may be wrong`;
  const forms = Object.entries(facts.forms).sort((a, b) => b[1] - a[1]);
  return [
    ...(future > 0
      ? [
          `${future.toLocaleString('en-US')} events lie in the future, up to ${isoTime(last)}: this machine's clock may be wrong, or ${unit}`,
        ]
      : []),
    ...(first < Date.UTC(1990, 0)
      ? [
          `the first event is of ${isoTime(first).slice(0, 10)}: ${unit}, or a number such as 0 or -1 stands for a missing time; leave such cells empty, which rejects the row`,
        ]
      : []),
    ...(forms.length > 1
      ? [
          `the times in ${column} are not all of one kind: ${forms.map(([form, count]) => `${count.toLocaleString('en-US')} ${inWords(form)}`).join(', ')}; each was read as its own, so look whether ${isoTime(first)} and ${isoTime(last)} are the first and the last event`,
        ]
      : []),
  ];
}

/** A log of one instant has no order, one of a day little to hold out. */
export function shortTimeWarnings({ column, first, last, temporal }: TimeFacts): string[] {
  if (first === last) {
    const parts = temporal ? ' and a temporal split cannot part them' : '';
    const mend = temporal ? ', or set split: { kind: random }' : '';
    return [
      `all events have the time ${isoTime(first)} in ${column}: histories have no order${parts}; name a column with the time of day in schema.event.time${mend}`,
    ];
  }
  const consequence = temporal
    ? 'a temporal split holds out the last hours of one day; add days to data.events, or set split: { kind: leave-last-out }'
    : 'what is learnt holds for such a stretch; add days to data.events';
  return last - first < day
    ? [`the log covers ${hours(last - first)} only, ${isoTime(first)} to ${isoTime(last)}: ${consequence}`]
    : [];
}

function inWords(form: string): string {
  return form === 'date' ? 'dates' : form;
}

function hours(milliseconds: number): string {
  const minutes = Math.max(1, Math.round(milliseconds / 60_000));
  return minutes < 120 ? `${minutes} minutes` : `${Math.round(minutes / 60)} hours`;
}
