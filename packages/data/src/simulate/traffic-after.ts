import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { DataError } from '../error.ts';
import { createAudience } from './audience.ts';
import { createCatalogue } from './catalogue.ts';
import { changeOf } from './change.ts';
import { simulatedHours } from './simulated-hours.ts';

/** An event of the simulated world, as a recall server takes it in. */
export interface TrafficEvent {
  readonly eventId: string;
  readonly userId: string;
  readonly itemId: string;
  readonly type: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly weight: number;
  readonly requestId: string;
}

const formulaSchema = z.object({
  size: z.object({
    users: z.int().min(1),
    items: z.int().min(20),
    events: z.int().min(1),
    days: z.int().min(1),
    seed: z.int().min(0),
    drift: z.number().optional(),
    releasedAtStart: z.number().optional(),
  }),
});

/**
 * What the people of a simulated log do next, an hour at a time in the order of time, without end. The same log has always the same
 * future, whose ids go on where the log's end. Before the first hour the whole log is simulated again.
 *
 * @param folder that {@link simulate} wrote
 * @throws DataError where the folder holds no simulated log
 */
export async function trafficAfter(folder: string): Promise<Generator<readonly TrafficEvent[], never>> {
  return hoursAfter(await sizeOf(folder));
}

async function sizeOf(folder: string): Promise<z.infer<typeof formulaSchema>['size']> {
  const file = join(folder, 'truth', 'formula.json');
  try {
    return formulaSchema.parse(JSON.parse(await readFile(file, 'utf8'))).size;
  } catch (cause) {
    throw new DataError(
      `${file} does not say how a log was simulated; name the config of a folder that "twotower simulate" has written`,
      { cause },
    );
  }
}

function* hoursAfter({
  users,
  items,
  events,
  days,
  seed,
  ...change
}: z.infer<typeof formulaSchema>['size']): Generator<readonly TrafficEvent[], never> {
  const { drift, releasedAtStart } = changeOf(change);
  const world = {
    catalogue: createCatalogue(items, seed, releasedAtStart),
    audience: createAudience(users, seed, drift),
    events,
    days,
    seed,
  };
  let event = events;
  const hours = simulatedHours(world);
  for (;;) {
    const { slot, length, row } = hours.next().value;
    if (slot < 24 * days) continue;
    yield Array.from({ length }, (_, place) => {
      const { user, item, time, type, hundredths, request } = row(place);
      return {
        eventId: `e${event++}`,
        userId: `u${user}`,
        itemId: `i${item}`,
        type,
        time,
        weight: hundredths / 100,
        requestId: `r${request}`,
      };
    });
  }
}
