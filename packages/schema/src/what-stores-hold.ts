/** NUL, which PostgreSQL's text cannot hold and SQLite's may end at, and halves of a character, which no UTF-8 can. */
const unwritable = /[\0\p{Surrogate}]/u;

/** Whether a text is read as it was written, whatever holds it. */
export function isWritable(text: string): boolean {
  return !unwritable.test(text);
}

/** The last moment that a date can hold, milliseconds since 1970; the first is as far before. */
export const lastTime = 8.64e15;

/** Whether a date can hold a time, in milliseconds since 1970; NaN is none. */
export function isDatable(time: number): boolean {
  return Math.abs(time) <= lastTime;
}
