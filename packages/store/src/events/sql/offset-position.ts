import { StoreError } from '../../error.ts';
import { type LogPosition, positionSchema } from '../log-position.ts';

/** The place before the event of an offset, as these logs write it: the offset in digits. */
export function positionAt(offset: number): LogPosition {
  return positionSchema.parse(String(offset));
}

/** @throws StoreError where another kind of log wrote the position */
export function offsetOf(position: LogPosition): number {
  const offset = /^\d{1,15}$/.test(position) ? Number(position) : Number.NaN;
  if (Number.isNaN(offset)) {
    throw new StoreError(
      `"${position.slice(0, 40)}" is no position of this event log; name the log that it was read from`,
    );
  }
  return offset;
}
