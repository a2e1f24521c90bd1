import { LiveEntities } from '../live/live-entities.ts';
import { LiveEvents, type LiveLimits } from '../live/live-events.ts';

/** What came in and no bundle has learnt yet; engines of several aliases share it. */
export interface LiveData {
  readonly events: LiveEvents;
  readonly items: LiveEntities;
  readonly users: LiveEntities;
}

export function liveData(clock: () => number, limits?: LiveLimits): LiveData {
  return {
    events: new LiveEvents(clock, limits),
    items: new LiveEntities(),
    users: new LiveEntities(),
  };
}
