import type { FileWriter } from './file-writer.ts';
import type { Row } from './hour-rows.ts';
import { simulatedHours } from './simulated-hours.ts';
import type { World } from './world.ts';

const eventColumns = 'event_id,user_id,item_id,timestamp,event_type,weight,request_id,position\n';
const comma = ','.charCodeAt(0);

export interface EventCounts {
  requests: number;
  impressions: number;
  clicks: number;
  rankedOut: number;
}

const countOf = { impression: 'impressions', click: 'clicks', ranked_out: 'rankedOut' } as const;

/** Writes exactly `events` rows in time order. Only one hour's rows are in memory. */
export async function writeEvents(
  file: FileWriter,
  world: World,
  onRows?: (rows: number) => void,
): Promise<EventCounts> {
  const counts: EventCounts = { requests: 0, impressions: 0, clicks: 0, rankedOut: 0 };
  let written = 0;
  file.text(eventColumns);
  for (const { slot, length, row } of simulatedHours(world)) {
    for (let place = 0; place < length; place++) {
      const made = row(place);
      counts[countOf[made.type]]++;
      counts.requests += made.type === 'impression' && made.position === 1 ? 1 : 0;
      writeRow(file, written++, made);
      if (written % 16384 === 0) {
        await file.drain();
      }
    }
    onRows?.(written);
    await file.drain();
    if (slot === 24 * world.days - 1) break;
  }
  return counts;
}

function writeRow(file: FileWriter, event: number, row: Row): void {
  file.text('e');
  file.integer(event);
  file.text(',u');
  file.integer(row.user);
  file.text(',i');
  file.integer(row.item);
  file.ascii(comma);
  file.integer(row.time);
  file.ascii(comma);
  file.text(row.type);
  file.tenThousandths([100 * row.hundredths]);
  file.text(',r');
  file.integer(row.request);
  file.ascii(comma);
  file.integer(row.position);
  file.endLine();
}
