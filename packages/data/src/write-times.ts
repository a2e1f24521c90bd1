/** The mend for a form of time that is not read, as every message says it. */
export const writeTimes = 'write them as 2026-01-31 10:00:00, or as seconds since 1970';
