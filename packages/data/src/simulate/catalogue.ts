import { ItemTruth } from './item-truth.ts';
import { parameters } from './parameters.ts';
import { RandomStream } from './random-stream.ts';
import { axes, eras, genres, types } from './taste-space.ts';
import { directorName, titleMaker } from './titles.ts';

/** All items, in order of release: index `i` is on offer once `countReleased` exceeds `i`. */
export interface Catalogue {
  readonly size: number;
  /** Share of the items that was on offer before the log begins. */
  readonly releasedAtStart: number;
  readonly titles: readonly string[];
  readonly directors: readonly string[];
  /** `|` between an item's genres. */
  readonly genres: readonly string[];
  readonly types: readonly string[];
  readonly years: Int32Array;
  /** Minutes. */
  readonly runtimes: Int32Array;
  readonly truth: ItemTruth;
  /** `[size]`, weight of an item in the policy's draws; a power law of a shuffled rank. */
  readonly fame: Float64Array;
}

/** How common a genre is, in the order of `genres`. */
const genreShares = [8, 6, 4, 14, 7, 20, 5, 4, 3, 6, 3, 4, 8, 5, 8, 2, 2];
const genreKeys = Array.from(genres.keys());
const typeShares = [62, 16, 12, 6, 4];
/** Median minutes of a type. */
const typeMinutes = [104, 48, 86, 17, 62];
const yearShares = [5, 6, 10, 13, 18, 26, 22];
const releaseYear = 2025;

/** Invents `size` items: no title or name is a real one. @param releasedAtStart share that is older than the log */
export function createCatalogue(
  size: number,
  seed: number,
  releasedAtStart: number = parameters.releasedAtStart,
): Catalogue {
  const random = new RandomStream(seed, 1);
  const makeTitle = titleMaker();
  const released = countReleased(size, 0, releasedAtStart);
  const directors = createDirectors(size, seed);
  const catalogue = {
    size,
    releasedAtStart,
    titles: [] as string[],
    directors: [] as string[],
    genres: [] as string[],
    types: [] as string[],
    years: new Int32Array(size),
    runtimes: new Int32Array(size),
    truth: new ItemTruth(size),
    fame: drawFame(size, random),
  };
  const vector = new Float64Array(axes.count);
  for (let i = 0; i < size; i++) {
    vector.fill(0);
    const director = directors[Math.floor(directors.length * random.next() ** 1.6)];
    const type = random.pick([0, 1, 2, 3, 4], typeShares);
    const own = drawGenres(director.genre, random);
    const year = i < released ? drawYear(random) : releaseYear;
    catalogue.titles.push(makeTitle(random));
    catalogue.directors.push(director.name);
    catalogue.genres.push(own.map((genre) => genres[genre]).join('|'));
    catalogue.types.push(types[type]);
    catalogue.years[i] = year;
    catalogue.runtimes[i] = Math.max(3, Math.round(typeMinutes[type] * Math.exp(0.16 * random.normal())));
    for (const genre of own) {
      vector[axes.genre + genre] = 1 / Math.sqrt(own.length);
    }
    vector[axes.type + type] = 1;
    fillEra(vector, year);
    fillLatent(vector, director.latent, random);
    const fameScore = Math.log(catalogue.fame[i] / catalogue.fame[Math.floor(size / 2)] + 1e-9);
    const popular = Math.max(-2, Math.min(2, fameScore));
    const { qualityOfPopular: share } = parameters;
    const quality = parameters.quality * (share * popular + Math.sqrt(1 - share * share) * random.normal());
    catalogue.truth.set(i, vector, quality);
  }
  return catalogue;
}

/**
 * How many of `size` items or users exist when the share `elapsed` of the log's time has passed: indices below it.
 *
 * @param atStart share that exists from the beginning; the others come evenly
 */
export function countReleased(
  size: number,
  elapsed: number,
  atStart: number = parameters.releasedAtStart,
): number {
  return Math.min(size, Math.ceil(size * (atStart + (1 - atStart) * elapsed)));
}

interface Director {
  readonly name: string;
  /** The genre that most of the director's films have. */
  readonly genre: number;
  readonly latent: Float64Array;
}

/** About one director for six items; the first ones direct more often. */
function createDirectors(size: number, seed: number): Director[] {
  const random = new RandomStream(seed, 2);
  const taken = new Map<string, number>();
  return Array.from({ length: Math.ceil(size / 6) }, () => {
    const name = directorName(random);
    const times = (taken.get(name) ?? 0) + 1;
    taken.set(name, times);
    return {
      name: distinct(name, times),
      genre: random.pick(genreKeys, genreShares),
      latent: Float64Array.from({ length: parameters.latentAxes }, () => random.normal()),
    };
  });
}

/** Namesakes get a middle initial, and a number once the letters are used up. */
function distinct(name: string, times: number): string {
  if (times === 1) {
    return name;
  }
  const letter = String.fromCharCode(65 + ((times - 2) % 26));
  const round = Math.floor((times - 2) / 26);
  return name.replace(' ', ` ${letter}. `) + (round === 0 ? '' : ` (${round + 1})`);
}

function drawFame(size: number, random: RandomStream): Float64Array {
  const ranks = Int32Array.from({ length: size }, (_, i) => i);
  for (let i = size - 1; i > 0; i--) {
    const j = random.integer(i + 1);
    const kept = ranks[i];
    ranks[i] = ranks[j];
    ranks[j] = kept;
  }
  return Float64Array.from(ranks, (rank) => (rank + parameters.fameOffset) ** -parameters.fameExponent);
}

/** One to three distinct genres; the first is the director's in two of three items. */
function drawGenres(directors: number, random: RandomStream): number[] {
  const own = [random.next() < 0.66 ? directors : random.pick(genreKeys, genreShares)];
  const count = random.pick([1, 2, 3], [3, 5, 2]);
  while (own.length < count) {
    const genre = random.pick(genreKeys, genreShares);
    if (!own.includes(genre)) {
      own.push(genre);
    }
  }
  return own;
}

function drawYear(random: RandomStream): number {
  const centre = random.pick(eras, yearShares);
  return Math.max(1940, Math.min(2024, Math.round(centre + 5 * random.normal())));
}

/** A year between two eras belongs to both, by nearness. */
function fillEra(vector: Float64Array, year: number): void {
  const clamped = Math.max(eras[0], Math.min(eras[eras.length - 1], year));
  const next = Math.max(
    1,
    eras.findIndex((centre) => centre >= clamped),
  );
  const share = (clamped - eras[next - 1]) / (eras[next] - eras[next - 1]);
  vector[axes.era + next - 1] = 1 - share;
  vector[axes.era + next] = share;
}

/** The hidden part: of length 1 in the mean, partly the director's. */
function fillLatent(vector: Float64Array, director: Float64Array, random: RandomStream): void {
  const { directorShare, latentAxes } = parameters;
  for (let axis = 0; axis < latentAxes; axis++) {
    const value = Math.sqrt(directorShare) * director[axis] + Math.sqrt(1 - directorShare) * random.normal();
    vector[axes.latent + axis] = value / Math.sqrt(latentAxes);
  }
}
