const yearFirst = /^(\d{4})(?:[-/.]|年)(\d{1,2})(?:[-/.]|月)(\d{1,2})日?(?!\d)(.*)$/;
const compact = /^(\d{4})(\d\d)(\d\d)(?!\d)(.*)$/;
const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4}|\d\d)(?!\d)(.*)$/;
const numbered = /^(\d{1,2})(?:\/(\d{1,2})\/(\d{4}|\d\d)|-(\d{1,2})-(\d{4}))(?!\d)(.*)$/;
const weekday = /^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[.,]*\s+/i;
const dayOfMonth = /^(\d{1,2})[-/. ]+([a-z]{3})[a-z]*[-/., ]+(\d{4}|\d\d)(?!\d)(.*)$/i;
const monthAndDay = /^([a-z]{3})[a-z]*\.?\s+(\d{1,2}),?\s+(\d{4})(?!\d)(.*)$/i;
/** The year at the end, as `date` and C's ctime write it. */
const yearLast = /^([a-z]{3})[a-z]*\.?\s+(\d{1,2})(\s+\d{1,2}:\d\d(?::\d\d)?(?:\s+[A-Z]{2,4})?)\s+(\d{4})$/i;
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Whether `05/07/2026` is of July or of May. */
export type DayOrder = 'day-first' | 'month-first';

export interface DateParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** The time, as it stands in the text. */
  readonly rest: string;
}

/**
 * The parts of a date in any of the forms that people and programs write.
 *
 * @param order of `05/07/2026` and `05-07-2026`; see parseDate
 * @returns undefined for what is no date; the numbers may be of no day that exists
 */
export function datePartsOf(text: string, order: DayOrder | undefined): DateParts | undefined {
  const y = yearFirst.exec(text) ?? compact.exec(text);
  if (y) {
    return { year: Number(y[1]), month: Number(y[2]), day: Number(y[3]), rest: y[4] };
  }
  const d = dotted.exec(text);
  if (d) {
    return { year: fullYear(d[3]), month: Number(d[2]), day: Number(d[1]), rest: d[4] };
  }
  const n = numbered.exec(text);
  if (n) {
    const [first, second] = [Number(n[1]), Number(n[2] ?? n[4])];
    const isDayFirst = order === undefined ? first > 12 : order === 'day-first';
    const [day, month] = isDayFirst ? [first, second] : [second, first];
    return { year: fullYear(n[3] ?? n[5]), month, day, rest: n[6] };
  }
  return namedParts(text.replace(weekday, ''));
}

/** The two numbers of a date such as `05/07/2026`, either of which may be the day. */
export function numbersOfDate(text: string): readonly [number, number] | undefined {
  const found = numbered.exec(text.trim());
  return found ? [Number(found[1]), Number(found[2] ?? found[4])] : undefined;
}

/** Of dates in which the month is a word. */
function namedParts(text: string): DateParts | undefined {
  const d = dayOfMonth.exec(text);
  if (d) {
    return { year: fullYear(d[3]), month: monthOf(d[2]), day: Number(d[1]), rest: d[4] };
  }
  const m = monthAndDay.exec(text);
  if (m) {
    return { year: Number(m[3]), month: monthOf(m[1]), day: Number(m[2]), rest: m[4] };
  }
  const y = yearLast.exec(text);
  return y ? { year: Number(y[4]), month: monthOf(y[1]), day: Number(y[2]), rest: y[3] } : undefined;
}

/** 0 for what is no month. */
function monthOf(name: string): number {
  return months.indexOf(name.toLowerCase()) + 1;
}

/** Of two digits, the year that is nearer to this age: 69 is 2069, 70 is 1970. */
function fullYear(digits: string): number {
  const year = Number(digits);
  return digits.length > 2 ? year : year + (year < 70 ? 2000 : 1900);
}
