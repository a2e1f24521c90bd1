import type { RecallRequest } from '@twotower/api';

/** Values that a request which is kept may hold in all. */
const most = 200;

/** A request as it is kept beside its answer; undefined where it is so long that thousands of them would be too much. */
export function keptRequest(request: RecallRequest): RecallRequest | undefined {
  return room(request, most) < 0 ? undefined : request;
}

/** What is left of so many values behind a value; below 0 as soon as there is no room. Long texts count as several. */
function room(value: unknown, left: number): number {
  if (left < 0) return left;
  if (typeof value === 'string') return left - 1 - Math.floor(value.length / 100);
  if (typeof value !== 'object' || value === null) return left - 1;
  let rest = left;
  for (const one of Object.values(value)) {
    rest = room(one, rest);
    if (rest < 0) break;
  }
  return rest;
}
