import type { DeltaManifest, EventLog, LogPosition } from '@twotower/store';
import type { BaseBundle } from '../base-bundle.ts';
import type { LogStretch, Notch } from '../read-log.ts';
import { endOf, type UpdateTools } from '../resume-increment.ts';

/** The window since the bundle: what increments have consumed, range by range, and what they have not. */
export async function readWindow(
  { read }: UpdateTools,
  log: Pick<EventLog, 'extent'>,
  base: BaseBundle,
  deltas: readonly DeltaManifest[],
): Promise<LogStretch> {
  const { end } = await log.extent();
  const consumed = endOf(base, deltas, deltas.length);
  const ranges = [
    ...deltas.map(({ from, to }) => ({ from, to })),
    ...(consumed === end ? [] : [{ from: consumed, to: end }]),
  ];
  return ranges.length === 0
    ? { events: 0, erased: new Set(), arrived: Number.NEGATIVE_INFINITY, notches: [], end }
    : read(ranges);
}

/** The deltas that had been served in full when a place of the window was reached. */
export function deltasUpTo(
  cut: Notch,
  deltas: readonly DeltaManifest[],
  { notches }: LogStretch,
): readonly DeltaManifest[] {
  return deltas.filter(({ to }) => offsetOf(notches, to) <= cut.offset);
}

/** Where the increments ended that consumed something behind the cut. */
export function boundariesAfter(
  cut: Notch,
  deltas: readonly DeltaManifest[],
  { notches }: LogStretch,
): LogPosition[] {
  return deltas.map(({ to }) => to).filter((to) => offsetOf(notches, to) > cut.offset);
}

function offsetOf(notches: readonly Notch[], position: LogPosition): number {
  return notches.find((notch) => notch.position === position)?.offset ?? Number.NEGATIVE_INFINITY;
}
