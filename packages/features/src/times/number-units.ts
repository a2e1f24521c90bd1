import { guessTimeUnit, type TimeUnit, toMilliseconds } from './time-unit.ts';

/** How the numbers of a time column are to be read. */
export interface NumberUnits {
  /** What most of them count. */
  readonly usual: TimeUnit;
  /** They are instants, not counts from some beginning: where one makes no date in the usual unit, its size tells its own. */
  readonly instants: boolean;
}

const [earliest, latest] = [Date.UTC(1990, 0), Date.UTC(2100, 0)];

/** @param sample numbers of the column */
export function numberUnits(sample: readonly number[]): NumberUnits {
  const usual = guessTimeUnit(sample);
  const plausible = sample.filter((value) => isPlausible(toMilliseconds(value, ownUnit(value, usual))));
  return { usual, instants: sample.length > 0 && plausible.length >= 0.9 * sample.length };
}

/** The unit of one number: a writer that went over from seconds to milliseconds leaves both in one column. */
export function unitOf(value: number, { usual, instants }: NumberUnits): TimeUnit {
  return instants ? ownUnit(value, usual) : usual;
}

/** Whether an instant, in milliseconds since 1970, is one that a log can have: from 1990 to 2100. */
export function isPlausible(time: number): boolean {
  return time > earliest && time < latest;
}

function ownUnit(value: number, usual: TimeUnit): TimeUnit {
  if (isPlausible(toMilliseconds(value, usual))) {
    return usual;
  }
  const own = guessTimeUnit([value]);
  return own !== 'date' && isPlausible(toMilliseconds(value, own)) ? own : usual;
}
