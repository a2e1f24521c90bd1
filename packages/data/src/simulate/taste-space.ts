import { parameters } from './parameters.ts';

export const genres = [
  'Action',
  'Adventure',
  'Animation',
  'Comedy',
  'Crime',
  'Drama',
  'Family',
  'Fantasy',
  'History',
  'Horror',
  'Music',
  'Mystery',
  'Romance',
  'Science Fiction',
  'Thriller',
  'War',
  'Western',
] as const;
export const types = ['Feature', 'Series', 'Documentary', 'Short', 'Special'] as const;
/** Years at the centre of the eras; a year lies between two of them. */
export const eras = [1955, 1970, 1985, 1995, 2005, 2015, 2025] as const;

/** Where each part of a taste vector and of an item vector begins: genres, types, eras, hidden axes. */
export const axes = {
  genre: 0,
  type: genres.length,
  era: genres.length + types.length,
  latent: genres.length + types.length + eras.length,
  count: genres.length + types.length + eras.length + parameters.latentAxes,
} as const;

/** The names of all axes, `[axes.count]`, as the truth files head their columns. */
export const axisNames: readonly string[] = [
  ...genres.map((genre) => `genre:${genre}`),
  ...types.map((type) => `type:${type}`),
  ...eras.map((era) => `era:${era}`),
  ...Array.from({ length: parameters.latentAxes }, (_, i) => `latent:${i}`),
];

/** The spread of a user's taste on an axis over all users. */
export function spreadOf(axis: number): number {
  if (axis < axes.type) return parameters.genreTaste;
  if (axis < axes.era) return parameters.typeTaste;
  return axis < axes.latent ? parameters.eraTaste : parameters.latentTaste;
}

/** True values are whole numbers of this unit, so that the truth files hold exactly what the simulation used. */
export const unit = 1e-4;

/** The whole number of units nearest to a value. */
export function units(value: number): number {
  return Math.round(value * 10000);
}
