import type { FileWriter } from './file-writer.ts';
import { HourRows, type Row } from './hour-rows.ts';
import { parameters } from './parameters.ts';
import { RandomStream } from './random-stream.ts';
import { createRequests } from './requests.ts';
import { createVisitors, hour, minute, rowShares } from './traffic.ts';
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

/**
 * Writes exactly `events` rows in time order. The log is made hour by hour, and only one hour's rows are in memory:
 * who comes, which pages the policy shows them, what they click; then the hour is sorted by time and written.
 */
export async function writeEvents(
  file: FileWriter,
  world: World,
  onRows?: (rows: number) => void,
): Promise<EventCounts> {
  const { audience, events, days, seed } = world;
  const shares = rowShares(audience, days);
  const nextVisitor = createVisitors(audience, days, seed);
  const makeRequest = createRequests(world);
  const random = new RandomStream(seed, 6);
  const counts: EventCounts = { requests: 0, impressions: 0, clicks: 0, rankedOut: 0 };
  const rows = new HourRows();
  let requests = 0;
  let written = 0;
  file.text(eventColumns);
  for (let slot = 0; slot < shares.length; slot++) {
    const last = slot === shares.length - 1;
    const wanted = last ? events - written : Math.round(events * shares[slot]) - written;
    const planned = wanted / (last ? 1 : parameters.rowsPerRequest);
    const start = parameters.start + slot * hour;
    rows.begin(start);
    for (let made = 0; last ? rows.count < wanted : made + 0.5 < planned; ) {
      const user = nextVisitor(slot);
      let time = Math.floor(random.next() * 50 * minute);
      do {
        makeRequest(user, start + time, requests++, rows);
        made++;
        time += Math.floor((1 + 2 * random.next()) * minute);
      } while (time < 58 * minute && random.next() < parameters.visitGoesOn);
    }
    for (const place of rows.inTimeOrder().subarray(0, events - written)) {
      const row = rows.at(place);
      counts[countOf[row.type]]++;
      counts.requests += row.type === 'impression' && row.position === 1 ? 1 : 0;
      writeRow(file, written++, row);
      if (written % 16384 === 0) {
        await file.drain();
      }
    }
    onRows?.(written);
    await file.drain();
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
