import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Baselines, Intervals, Metrics, Report } from '@twotower/schema';
import type { QualityRow } from './rows.ts';

/** One training with one seed and what it showed on the test part. */
export interface Run {
  readonly seed: number;
  /** Day of the measurement, `2026-11-26`. */
  readonly measured: string;
  readonly engine: string;
  readonly protocol: Report['protocol'];
  /** The epoch that validation chose, or the last one. */
  readonly epochs: number;
  /** Of reading, training (both trainings where there is a validation part), examining the model, and of all with the baselines. */
  readonly seconds: {
    readonly read: number;
    readonly train: number;
    readonly evaluate: number;
    readonly all: number;
  };
  /** Threads that trained. */
  readonly workers: number;
  readonly peakRssBytes: number;
  readonly metrics: Metrics;
  readonly baselines: Baselines;
  readonly intervals: Intervals;
  /** Of known and new users and of items by popularity. */
  readonly slices: Baselines;
  readonly baselineSlices: Readonly<Record<string, Baselines>>;
  readonly sliceIntervals: Readonly<Record<string, Intervals>>;
}

export interface RowResult {
  readonly variant: string;
  /** Of the config that the runs were measured with. */
  readonly fingerprint: string;
  /** By seed. */
  readonly runs: readonly Run[];
}

export interface SetResult {
  readonly set: string;
  readonly rows: readonly RowResult[];
}

export const RESULTS_FOLDER = fileURLToPath(new URL('../../results/', import.meta.url));

/** What is kept of a set; nothing was measured yet where there is no file. */
export function readSet(set: string, folder = RESULTS_FOLDER): SetResult {
  const path = pathOf(set, folder);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : { set, rows: [] };
}

/** The runs of a row that still hold: none where its config has changed since. */
export function keptRuns({ rows }: SetResult, { variant, fingerprint }: QualityRow): readonly Run[] {
  return rows.find((row) => row.variant === variant && row.fingerprint === fingerprint)?.runs ?? [];
}

/**
 * Adds a run to what is kept of its set, in place of one of the same row and seed, and writes the file whole: what is
 * measured stays measured, whatever happens next.
 */
export function keepRun(
  { set, variant, fingerprint }: QualityRow,
  run: Run,
  folder = RESULTS_FOLDER,
): SetResult {
  const before = readSet(set, folder);
  const others = keptRuns(before, { set, variant, fingerprint, file: '' }).filter(
    ({ seed }) => seed !== run.seed,
  );
  const row = { variant, fingerprint, runs: [...others, run].sort((a, b) => a.seed - b.seed) };
  const rows = [...before.rows.filter((other) => other.variant !== variant), row];
  const result = { set, rows: rows.sort((a, b) => (a.variant < b.variant ? -1 : 1)) };
  const path = pathOf(set, folder);
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${path}.tmp`, `${JSON.stringify(result, rounded, 2)}\n`);
  renameSync(`${path}.tmp`, path);
  return readSet(set, folder);
}

function pathOf(set: string, folder: string): string {
  return join(folder, `quality-${set}.json`);
}

/** Six digits are more than seeds agree in. */
function rounded(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(6)) : value;
}
