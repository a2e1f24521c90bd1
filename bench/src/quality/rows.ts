import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, parse } from 'node:path';
import { fileURLToPath } from 'node:url';

/** One row of a set's table: a config of `quality/`, named `SET.yaml` or, beside the first one, `SET.VARIANT.yaml`. */
export interface QualityRow {
  readonly set: string;
  /** Empty for `SET.yaml`. */
  readonly variant: string;
  readonly file: string;
  /** Changes with the file's content; lines that are comments alone do not count. */
  readonly fingerprint: string;
}

export const QUALITY_FOLDER = fileURLToPath(new URL('../../quality/', import.meta.url));

/** All rows, those of a set together, its plain config first. */
export function qualityRows(folder = QUALITY_FOLDER): QualityRow[] {
  return readdirSync(folder)
    .filter((name) => /\.(yaml|ts)$/.test(name))
    .sort()
    .map((name) => {
      const [set, ...variant] = parse(name).name.split('.');
      const file = join(folder, name);
      return {
        set,
        variant: variant.join('.'),
        file,
        fingerprint: fingerprintOf(readFileSync(file, 'utf8')),
      };
    })
    .sort((a, b) => compare(a.set, b.set) || compare(a.variant, b.variant));
}

/** `lastfm`, or `lastfm.bsl` of a variant. */
export function nameOfRow({ set, variant }: Pick<QualityRow, 'set' | 'variant'>): string {
  return variant === '' ? set : `${set}.${variant}`;
}

/**
 * The rows of a set, or the one row that is named with its variant.
 *
 * @throws Error naming the sets there are
 */
export function rowsOfSet(name: string | undefined, rows = qualityRows()): QualityRow[] {
  const found = rows.filter((row) => row.set === name || (row.variant !== '' && nameOfRow(row) === name));
  if (found.length === 0) {
    const sets = [...new Set(rows.map((row) => row.set))];
    throw new Error(`name a set, or --all: ${sets.join(', ')}`);
  }
  return found;
}

function fingerprintOf(text: string): string {
  const lines = text.split(/\r?\n/).filter((line) => !/^\s*(#|\/\/|$)/.test(line));
  return createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 16);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
