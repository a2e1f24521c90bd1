import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DataError } from '../error.ts';
import { type Audience, createAudience } from './audience.ts';
import { type Catalogue, createCatalogue } from './catalogue.ts';
import { configText } from './config-file.ts';
import { type EventCounts, writeEvents } from './events.ts';
import { writeLines } from './file-writer.ts';
import { writeFolder } from './output-folder.ts';
import { parameters } from './parameters.ts';
import { preferenceFormula } from './preference.ts';
import { axes, axisNames } from './taste-space.ts';

export interface SimulateOptions {
  /** Folder to make; it must not exist, or be empty. */
  readonly out: string;
  readonly users: number;
  /** At least 20: a page shows 10. */
  readonly items: number;
  /** Rows of the log, exactly. */
  readonly events: number;
  readonly days: number;
  /** Any integer from 0; the same seed and sizes give the same bytes. */
  readonly seed: number;
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
}

export interface SimulationCounts extends Readonly<EventCounts> {
  readonly users: number;
  readonly items: number;
  readonly events: number;
  readonly days: number;
  readonly seed: number;
}

/**
 * Writes a simulated log of films whose true preferences are known.
 *
 * The world: every item has a vector over genres, type, era and hidden axes, and a quality; every user has a taste
 * over the same axes that drifts over the days and leans weakly on age, gender and country. Preference is their dot
 * product plus the quality. Titles and names are invented. Fame follows a power law, a fifth of the items and of the
 * users come during the log. In each request a mistaken, exploring policy recalls about 50 items, a noisy ranker
 * orders them, ten are shown (`impression`), a click follows the true preference and the position, and a few of the
 * dropped are logged (`ranked_out`). Constants: parameters.ts, frozen.
 *
 * Files: `events.csv` (in time order), `users.csv`, `items.csv`, `twotower.config.yaml` and, for evaluation only,
 * `truth/users.csv`, `truth/items.csv` (the vectors) and `truth/formula.json` (how they make a preference).
 *
 * Memory grows with users and items, not with events: one hour of the log is held at a time.
 *
 * @throws DataError on a size out of range or an `out` that is not empty; nothing is left behind
 */
export async function simulate(options: SimulateOptions): Promise<SimulationCounts> {
  requireInteger('users', options.users, 1);
  requireInteger('items', options.items, 20);
  requireInteger('events', options.events, 1);
  requireInteger('days', options.days, 1);
  requireInteger('seed', options.seed, 0);
  const { out, users, items, events, days, seed, onProgress } = options;
  return writeFolder(out, async (folder) => {
    const catalogue = createCatalogue(items, seed);
    const audience = createAudience(users, seed);
    await mkdir(join(folder, 'truth'));
    await writeItems(folder, catalogue);
    await writeUsers(folder, audience);
    await writeFile(join(folder, 'truth', 'formula.json'), formulaText(options));
    const counts = await writeLines(join(folder, 'events.csv'), (file) =>
      writeEvents(file, { catalogue, audience, events, days, seed }, (done) =>
        onProgress?.({ done, total: events }),
      ),
    );
    await writeFile(join(folder, 'twotower.config.yaml'), configText);
    return { users, items, events, days, seed, ...counts };
  });
}

async function writeItems(folder: string, catalogue: Catalogue): Promise<void> {
  await writeLines(join(folder, 'items.csv'), async (file) => {
    file.line('item_id,title,genres,year,type,director,runtime');
    for (let i = 0; i < catalogue.size; i++) {
      const { titles, genres, years, types, directors, runtimes } = catalogue;
      file.line(`i${i},${titles[i]},${genres[i]},${years[i]},${types[i]},${directors[i]},${runtimes[i]}`);
      await file.drain();
    }
  });
  await writeLines(join(folder, 'truth', 'items.csv'), async (file) => {
    file.line(`item_id,quality,${axisNames.join(',')}`);
    for (let i = 0; i < catalogue.size; i++) {
      const vector = catalogue.vectors.subarray(i * axes.count, (i + 1) * axes.count);
      file.line(`i${i},${catalogue.quality[i]},${vector.join(',')}`);
      await file.drain();
    }
  });
}

async function writeUsers(folder: string, audience: Audience): Promise<void> {
  await writeLines(join(folder, 'users.csv'), async (profiles) => {
    profiles.line('user_id,age,gender,country,device');
    await writeLines(join(folder, 'truth', 'users.csv'), async (truth) => {
      const drifts = axisNames.map((name) => `drift:${name}`);
      truth.line(`user_id,drift_rate,${axisNames.join(',')},${drifts.join(',')}`);
      for (let i = 0; i < audience.size; i++) {
        const { age, gender, country, device, driftRate, taste, drift } = audience.draw(i);
        profiles.line(`u${i},${age ?? ''},${gender ?? ''},${country},${device}`);
        truth.line(`u${i},${driftRate},${taste.join(',')},${drift.join(',')}`);
        await profiles.drain();
        await truth.drain();
      }
    });
  });
}

function formulaText({ users, items, events, days, seed }: SimulateOptions): string {
  const size = { users, items, events, days, seed };
  return `${JSON.stringify({ preference: preferenceFormula, start: parameters.start, size, parameters }, null, 2)}\n`;
}

function requireInteger(name: string, value: number, least: number): void {
  if (!Number.isSafeInteger(value) || value < least) {
    throw new DataError(`--${name} is ${value}; it must be a whole number of at least ${least}`);
  }
}
