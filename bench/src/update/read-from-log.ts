import { type LoggedBatch, readDataset } from '@twotower/data';
import type { Config } from '@twotower/schema';
import type { EventLog } from '@twotower/store';
import type { Notch, ReadLog } from '@twotower/trainer';

/** Events between two places where a stretch may be cut, as the command line has them. */
const BATCH = 1000;

/** Reads ranges of an event log with the files of a config, as `twotower update` does. @param folder of the config's paths */
export function readFromLog(
  log: Pick<EventLog, 'read'>,
  config: Config,
  folder: string,
  scratch: string,
): ReadLog {
  return async (ranges, most = Number.POSITIVE_INFINITY) => {
    const notches: Notch[] = [];
    let events = 0;
    let arrived = Number.NEGATIVE_INFINITY;
    async function* walk(): AsyncGenerator<LoggedBatch> {
      for (const range of ranges) {
        for await (const batch of log.read({ ...range, batch: BATCH })) {
          events += batch.length;
          arrived = Math.max(arrived, ...batch.arrivals);
          notches.push({ position: batch.next, offset: batch.offsets[batch.length - 1] + 1 });
          yield batch;
          if (events >= most) return;
        }
      }
    }
    const { dataset } = await readDataset(config, folder, {
      scratch,
      log: { name: 'event log', read: walk },
    });
    const { position: end } = notches[notches.length - 1];
    return { events, arrived, erased: new Set(), notches, end, dataset };
  };
}
