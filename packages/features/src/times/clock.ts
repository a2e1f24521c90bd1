const clock =
  /^(?:[T ,_:-]+|T)(\d{1,2})(?:[:.](\d\d)(?:[:.](\d\d)(?:[.,:](\d+))?)?|(\d\d)(\d\d)?)(?:\s*([AP])\.?M\.?(?![A-Z]))?(.*)$/i;
/** A name, an offset or both; Go repeats the zone, Java and JavaScript put its long name in brackets. */
const zone =
  /^\s*(Z|[A-Z]{2,5})?\s*([+-]\d{1,2}(?::?\d\d)?)?(?:\s+(?:[A-Z]{1,5}|[+-]\d{2,4}))?(?:\s+m=\S+)?(?:\s*[[(][^\])]*[\])])?$/i;

/** Of RFC 2822, in hours. */
const zones: ReadonlyMap<string, number> = new Map(
  Object.entries({
    Z: 0,
    UT: 0,
    UTC: 0,
    GMT: 0,
    EST: -5,
    EDT: -4,
    CST: -6,
    CDT: -5,
    MST: -7,
    MDT: -6,
    PST: -8,
    PDT: -7,
  }),
);

/**
 * Milliseconds from midnight in UTC to a time such as `T06:30:00.5+02:00`, ` 6:30 PM` or ` 06:30:00 +0000 UTC`, as it stands
 * behind a date; without a zone it is UTC.
 *
 * @returns 0 for nothing, undefined for what is no time, a zone that is not known among it
 */
export function clockOf(text: string): number | undefined {
  if (text.trim() === '') {
    return 0;
  }
  const found = clock.exec(text);
  if (!found) {
    return undefined;
  }
  const [, hour, minute = found[5] ?? '0', second = found[6] ?? '0', fraction = '0', , , half, rest] = found;
  const hours = half === undefined ? Number(hour) : halfDay(Number(hour), half);
  const shift = zoneShift(rest);
  if (
    hours === undefined ||
    hours > 23 ||
    Number(minute) > 59 ||
    Number(second) > 60 ||
    shift === undefined
  ) {
    return undefined;
  }
  return (
    ((hours * 60 + Number(minute)) * 60 + Number(second)) * 1000 + Number(`0.${fraction}`) * 1000 - shift
  );
}

/** 12 AM is 0, 12 PM is 12. */
function halfDay(hour: number, half: string): number | undefined {
  return hour < 1 || hour > 12 ? undefined : (hour % 12) + (half.toUpperCase() === 'P' ? 12 : 0);
}

/** What a clock in the zone is ahead of UTC, in milliseconds. */
function zoneShift(text: string): number | undefined {
  const found = zone.exec(text);
  if (!found) {
    return undefined;
  }
  const [, name, offset] = found;
  if (offset === undefined) {
    const hours = name === undefined ? 0 : zones.get(name.toUpperCase());
    return hours === undefined ? undefined : hours * 3_600_000;
  }
  const [, hours = '0', minutes = '0'] = /^[+-](\d{1,2}):?(\d\d)?$/.exec(offset) ?? [];
  const ahead = Number(hours) * 60 + Number(minutes);
  return (offset.startsWith('-') ? -ahead : ahead) * 60_000;
}
