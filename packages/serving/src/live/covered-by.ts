import type { CutOff } from '@twotower/store';
import type { IsCovered } from './live-events.ts';

/**
 * What a bundle has learnt: what lies before its place in the event log, and of events whose place is not known those that are not
 * newer than the newest that it learnt.
 */
export function coveredBy(cutOff: CutOff | undefined): IsCovered {
  if (cutOff === undefined) return () => false;
  const { newestTime = Number.NEGATIVE_INFINITY } = cutOff;
  const position = Number(cutOff.position);
  return ({ offset, time }) =>
    offset === undefined || Number.isNaN(position) ? time <= newestTime : offset < position;
}
