const dayMilliseconds = 86_400_000;
const daysBefore = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
const daysOf = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Milliseconds since 1970 of `2026-05-07`, perhaps with `T06:30:00` or ` 06:30:00`, milliseconds and `Z` behind it, as
 * `parseDate` reads them. NaN for all other forms, which may be dates still.
 */
export function instantInBytes(bytes: Uint8Array, from: number, to: number): number {
  const length = to - from;
  if (length < 10 || length > 24 || bytes[from + 4] !== 45 || bytes[from + 7] !== 45) {
    return Number.NaN;
  }
  const day = dayInBytes(bytes, from);
  if (length === 10) {
    return day;
  }
  const parts = bytes[from + 10];
  if (length < 19 || (parts !== 84 && parts !== 32) || bytes[from + 13] !== 58 || bytes[from + 16] !== 58) {
    return Number.NaN;
  }
  const hour = twoDigits(bytes, from + 11);
  const minute = twoDigits(bytes, from + 14);
  const second = twoDigits(bytes, from + 17);
  if (!(hour <= 23 && minute <= 59 && second <= 60)) {
    return Number.NaN;
  }
  const end = bytes[to - 1] === 90 ? to - 1 : to;
  let rest = 0;
  if (end - from === 23 && bytes[from + 19] === 46) {
    rest = twoDigits(bytes, from + 20) * 10 + (twoDigits(bytes, from + 21) % 10);
  } else if (end - from !== 19) {
    return Number.NaN;
  }
  return day + ((hour * 60 + minute) * 60 + second) * 1000 + rest;
}

function dayInBytes(bytes: Uint8Array, from: number): number {
  const year = twoDigits(bytes, from) * 100 + twoDigits(bytes, from + 2);
  const month = twoDigits(bytes, from + 5);
  const day = twoDigits(bytes, from + 8);
  if (!(year >= 1900 && month >= 1 && month <= 12 && day >= 1)) {
    return Number.NaN;
  }
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  if (day > daysOf[month - 1] + (leap && month === 2 ? 1 : 0)) {
    return Number.NaN;
  }
  const before = year - 1;
  const leaps = Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400) - 477;
  const days = (year - 1970) * 365 + leaps + daysBefore[month - 1] + (leap && month > 2 ? 1 : 0) + day - 1;
  return days * dayMilliseconds;
}

/** NaN where one of them is none. */
function twoDigits(bytes: Uint8Array, at: number): number {
  const tens = bytes[at] - 48;
  const ones = bytes[at + 1] - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}
