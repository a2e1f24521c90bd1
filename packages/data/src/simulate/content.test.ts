import { parseConfig } from '@twotower/schema';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { createCatalogue } from './catalogue.ts';
import { configText } from './config-file.ts';
import { createContentVectors } from './content-vectors.ts';
import { describeItem } from './descriptions.ts';
import { RandomStream } from './random-stream.ts';
import { axes } from './taste-space.ts';

const size = 900;
const catalogue = createCatalogue(size, 4);
const embed = createContentVectors(4);
const content = Array.from({ length: size }, (_, item) => {
  const truth = catalogue.truth.vector(item, new Int32Array(axes.count));
  const random = new RandomStream(4, 10, item);
  const description = describeItem(catalogue, item, truth, random);
  return { truth, description, vector: embed(truth, random) };
});
const vectors = content.map(({ vector }) => Float64Array.from(vector.split(' '), Number));
const words = content.map(({ description }) => new Set(description.toLowerCase().match(/[a-z-]+/g)));

it('embeds items in 16 numbers whose nearest neighbours share genres and hidden axes', () => {
  expect(content.every(({ vector }) => /^(-?\d+\.\d{3} ){15}-?\d+\.\d{3}$/.test(vector))).toBe(true);
  const near = neighbours((a, b) => cosine(vectors[a], vectors[b]));
  const any = everyPair();
  expect(mean(near, sharesGenre)).toBeGreaterThan(1.5 * mean(any, sharesGenre));
  expect(mean(near, hiddenLikeness)).toBeGreaterThan(mean(any, hiddenLikeness) + 0.2);
});

it('describes items in words that genre, director, era and hidden axes share', () => {
  expect(content.every(({ description }) => !/[",\n]/.test(description))).toBe(true);
  const near = neighbours((a, b) => sharedWords(words[a], words[b]));
  const any = everyPair();
  expect(mean(near, sharesGenre)).toBeGreaterThan(1.5 * mean(any, sharesGenre));
  expect(mean(near, sharesDirector)).toBeGreaterThan(5 * mean(any, sharesDirector));
  expect(mean(near, yearsApart)).toBeLessThan(0.8 * mean(any, yearsApart));
  expect(mean(near, hiddenLikeness)).toBeGreaterThan(mean(any, hiddenLikeness) + 0.1);
});

it('is offered by the config, which is valid with it too', () => {
  const text = configText.replace(/# (description|vector): /g, '$1: ');
  const { features } = parseConfig(parse(text)).schema.item;
  expect(features.description).toEqual({ kind: 'text', buckets: 4096 });
  expect(features.vector).toEqual({ kind: 'vector', dim: 16 });
  expect(parseConfig(parse(configText)).schema.item.features).not.toHaveProperty('vector');
});

type Pair = readonly [number, number];

function neighbours(likeness: (a: number, b: number) => number): Pair[] {
  return vectors.flatMap((_, a) => {
    const others = Array.from(vectors.keys()).filter((b) => b !== a);
    const scores = others.map((b) => likeness(a, b));
    return scores
      .map((score, i) => ({ score, b: others[i] }))
      .sort((x, y) => y.score - x.score)
      .slice(0, 5)
      .map(({ b }): Pair => [a, b]);
  });
}

function everyPair(): Pair[] {
  return vectors.flatMap((_, a) => Array.from({ length: a }, (_, b): Pair => [a, b]));
}

function mean(pairs: readonly Pair[], of: (a: number, b: number) => number): number {
  return pairs.reduce((sum, [a, b]) => sum + of(a, b), 0) / pairs.length;
}

function sharesGenre(a: number, b: number): number {
  const others = catalogue.genres[b].split('|');
  return Number(catalogue.genres[a].split('|').some((genre) => others.includes(genre)));
}

function sharesDirector(a: number, b: number): number {
  return Number(catalogue.directors[a] === catalogue.directors[b]);
}

function yearsApart(a: number, b: number): number {
  return Math.abs(catalogue.years[a] - catalogue.years[b]);
}

function hiddenLikeness(a: number, b: number): number {
  return cosine(content[a].truth.subarray(axes.latent), content[b].truth.subarray(axes.latent));
}

function cosine(a: Float64Array | Int32Array, b: Float64Array | Int32Array): number {
  const dot = (x: typeof a, y: typeof a) => {
    let sum = 0;
    for (let i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  };
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

function sharedWords(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const shared = [...a].filter((word) => b.has(word)).length;
  return shared / (a.size + b.size - shared);
}
