import { LiveEntities } from '../live/live-entities.ts';
import { LiveEvents, type LiveLimits } from '../live/live-events.ts';

/** What came in after the bundles in use were trained; engines of several aliases share it. */
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
