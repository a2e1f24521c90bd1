import { timeSlices } from '@twotower/store';
import { ServingError } from '../error.ts';

/** Ids that are looked at in one go. */
const inOneGo = 4096;

/** Each id's place. @param where whose ids they are, for the error. @throws ServingError where an id is there twice */
export async function rowsById(ids: readonly string[], where: string): Promise<Map<string, number>> {
  const pause = timeSlices();
  const rows = new Map<string, number>();
  for (let row = 0; row < ids.length; row++) {
    rows.set(ids[row], row);
    if (row % inOneGo === 0) await pause();
  }
  if (rows.size === ids.length) return rows;
  const twice = ids.find((id, row) => rows.get(id) !== row);
  throw new ServingError('NOT_READY', `${where}: ${JSON.stringify(twice)} is there twice; train again`);
}
