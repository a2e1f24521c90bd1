/** How far training is, or was. */
export interface Progress {
  readonly step: number;
  readonly epoch: number;
}

/** When mined neighbours are too old: the towers have moved since the index was built. */
export interface RefreshSchedule {
  readonly every: number;
  readonly unit: 'steps' | 'epochs';
}

/**
 * Whether neighbours mined at `last` are stale `now`; never mined is stale. Example: every 2 epochs, mined in epoch 3:
 * due from epoch 5 on.
 */
export function refreshDue(schedule: RefreshSchedule, last: Progress | undefined, now: Progress): boolean {
  if (last === undefined) {
    return true;
  }
  const passed = schedule.unit === 'steps' ? now.step - last.step : now.epoch - last.epoch;
  return passed >= schedule.every;
}
