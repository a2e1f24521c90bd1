import { setImmediate } from 'node:timers/promises';

/** As long may work go on while others wait, in milliseconds. */
const slice = 5;

/** Gives what long work calls again and again: it lets others go first where this has gone on for some milliseconds. */
export function timeSlices(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < slice) return;
    await setImmediate();
    since = performance.now();
  };
}
