import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DataError } from '../error.ts';
import { type Audience, createAudience } from './audience.ts';
import { type Catalogue, createCatalogue } from './catalogue.ts';
import { type Change, changeOf } from './change.ts';
import { configText } from './config-file.ts';
import { createContentVectors } from './content-vectors.ts';
import { describeItem } from './descriptions.ts';
import { type EventCounts, writeEvents } from './events.ts';
import { writeLines } from './file-writer.ts';
import { writeFolder } from './output-folder.ts';
import { parameters } from './parameters.ts';
import { preferenceFormula } from './preference.ts';
import { RandomStream } from './random-stream.ts';
import { axes, axisNames } from './taste-space.ts';

/** Rows of one file between two looks at what waits to be written. */
const rowsBetween = 1024;

export interface SimulateOptions extends Change {
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
  readonly onProgress?: (progress: SimulateProgress) => void;
}

/** How far one of the files is; the users come before the events. */
export interface SimulateProgress {
  readonly part: 'users' | 'events';
  readonly done: number;
  readonly total: number;
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
 * product plus the quality. Titles, names and descriptions are invented; an item's description and content vector are
 * noisy views of its true vector. Fame follows a power law, a fifth of the items and of the users come during the log.
 * In each request a mistaken, exploring policy recalls about 50 items, a noisy ranker orders them, ten are shown
 * (`impression`), a click follows the true preference and the position, and a few of the dropped are logged
 * (`ranked_out`). Constants: parameters.ts, frozen.
 *
 * Files: `events.csv` (in time order), `users.csv`, `items.csv`, `twotower.config.yaml` and, for evaluation only,
 * `truth/users.csv`, `truth/items.csv` (the vectors) and `truth/formula.json` (how they make a preference).
 *
 * Memory grows with users and items, not with events: one hour of the log is held at a time, and of every user the
 * last 256 clicks.
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
  const { drift, releasedAtStart } = changeOf(options);
  requireBetween('drift', drift, 0, 1000);
  requireBetween('releasedAtStart', releasedAtStart, 0, 1);
  return writeFolder(out, async (folder) => {
    const catalogue = createCatalogue(items, seed, releasedAtStart);
    const audience = createAudience(users, seed, drift);
    await mkdir(join(folder, 'truth'));
    await writeItems(folder, catalogue, seed);
    await writeUsers(folder, audience, (done) => onProgress?.({ part: 'users', done, total: users }));
    await writeFile(join(folder, 'truth', 'formula.json'), formulaText(options));
    const counts = await writeLines(join(folder, 'events.csv'), (file) =>
      writeEvents(file, { catalogue, audience, events, days, seed }, (done) =>
        onProgress?.({ part: 'events', done, total: events }),
      ),
    );
    await writeFile(join(folder, 'twotower.config.yaml'), configText);
    return { users, items, events, days, seed, ...counts };
  });
}

async function writeItems(folder: string, catalogue: Catalogue, seed: number): Promise<void> {
  const { titles, genres, years, types, directors, runtimes, truth } = catalogue;
  const embed = createContentVectors(seed);
  const vector = new Int32Array(axes.count);
  await writeLines(join(folder, 'items.csv'), async (shown) => {
    shown.text('item_id,title,genres,year,type,director,runtime,description,vector\n');
    await writeLines(join(folder, 'truth', 'items.csv'), async (hidden) => {
      hidden.text(`item_id,quality,${axisNames.join(',')}\n`);
      for (let i = 0; i < catalogue.size; i++) {
        const random = new RandomStream(seed, 10, i);
        truth.vector(i, vector);
        const description = describeItem(catalogue, i, vector, random);
        shown.text(`i${i},${titles[i]},${genres[i]},${years[i]},${types[i]},${directors[i]},${runtimes[i]},`);
        shown.text(`${description},${embed(vector, random)}\n`);
        hidden.text(`i${i}`);
        hidden.tenThousandths([truth.quality(i)]);
        hidden.tenThousandths(vector);
        hidden.endLine();
        if (i % rowsBetween === 0) {
          await shown.drain();
          await hidden.drain();
        }
      }
    });
  });
}

async function writeUsers(
  folder: string,
  audience: Audience,
  onUsers: (done: number) => void,
): Promise<void> {
  await writeLines(join(folder, 'users.csv'), async (shown) => {
    shown.text('user_id,age,gender,country,device\n');
    await writeLines(join(folder, 'truth', 'users.csv'), async (hidden) => {
      const drifts = axisNames.map((name) => `drift:${name}`);
      hidden.text(`user_id,drift_rate,${axisNames.join(',')},${drifts.join(',')}\n`);
      for (let i = 0; i < audience.size; i++) {
        const { age, gender, country, device, driftRate, taste, drift } = audience.draw(i);
        shown.text(`u${i},${age ?? ''},${gender ?? ''},${country},${device}\n`);
        hidden.text(`u${i}`);
        hidden.tenThousandths([driftRate]);
        hidden.tenThousandths(taste);
        hidden.tenThousandths(drift);
        hidden.endLine();
        if (i % rowsBetween === 0) {
          await shown.drain();
          await hidden.drain();
          onUsers(i);
        }
      }
      onUsers(audience.size);
    });
  });
}

function formulaText(options: SimulateOptions): string {
  const { users, items, events, days, seed, drift, releasedAtStart } = options;
  // What is undefined is not written.
  const size = { users, items, events, days, seed, drift, releasedAtStart };
  return `${JSON.stringify({ preference: preferenceFormula, start: parameters.start, size, parameters }, null, 2)}\n`;
}

function requireBetween(name: string, value: number, least: number, most: number): void {
  if (!(value >= least && value <= most)) {
    throw new DataError(`${name} is ${value}; it must be a number from ${least} to ${most}`);
  }
}

function requireInteger(name: string, value: number, least: number): void {
  if (!Number.isSafeInteger(value) || value < least) {
    throw new DataError(`--${name} is ${value}; it must be a whole number of at least ${least}`);
  }
}
