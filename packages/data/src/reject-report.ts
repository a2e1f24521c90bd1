import { createHash } from 'node:crypto';
import { closeSync, copyFileSync, existsSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { basename, join } from 'node:path';
import { openPartialFolder, type PartialFolder } from '@twotower/durable';
import type { Config } from '@twotower/schema';
import type { Reject } from './read-summary.ts';

/** Where the rejected rows of a config's log are reported: one file a config, by its name and what it reads and how. */
export function rejectReportPath(
  scratch: string,
  { name, data, schema, split }: Config,
  folder: string,
): string {
  const files = split?.kind === 'files' ? split : undefined;
  const { events, users, items, format, explode } = data;
  const reads = JSON.stringify([folder, events, users, items, format, explode, files, schema]);
  const digest = createHash('sha256').update(reads).digest('hex').slice(0, 8);
  return join(scratch, `${name.replace(/[^\w-]+/g, '-').slice(0, 40)}-${digest}.rejects.csv`);
}

/** Puts a report that was kept elsewhere in its place, in one step. */
export function restoreReport(kept: string, path: string): void {
  const partial = openPartialFolder(path);
  try {
    copyFileSync(kept, join(partial.folder, basename(path)));
    renameSync(join(partial.folder, basename(path)), path);
  } finally {
    partial.abandon();
  }
}

/** A CSV file with every rejected row; it takes the place of the last reading's when this one is over. */
export class RejectReport {
  readonly path: string;
  /** Whether there is one. */
  written = false;
  #partial: PartialFolder | undefined;
  #file: number | undefined;
  #lines: string[] = [];

  constructor(path: string) {
    this.path = path;
  }

  add({ file, line, row, entry, column, value, reason }: Reject): void {
    const cells = [file, line ?? '', row, column ?? '', reason, value ?? ''];
    this.#lines.push([...cells, ...(entry === undefined ? [] : [entry])].map(quoted).join(','));
    if (this.#lines.length === 1000) {
      this.#flush();
    }
  }

  /** Puts the report in its place; where no row was rejected there is none. */
  finish(): void {
    if (this.#file === undefined && this.#lines.length === 0) {
      if (existsSync(this.path)) {
        rmSync(this.path);
      }
      return;
    }
    const partial = this.#flush();
    this.#close();
    renameSync(join(partial.folder, basename(this.path)), this.path);
    this.written = true;
  }

  /** Removes what is unfinished; after {@link RejectReport.finish} the report itself stays. */
  end(): void {
    this.#close();
    this.#partial?.abandon();
  }

  #flush(): PartialFolder {
    this.#partial ??= openPartialFolder(this.path);
    if (this.#file === undefined) {
      this.#file = openSync(join(this.#partial.folder, basename(this.path)), 'w');
      writeSync(this.#file, 'file,line,row,column,reason,value\n');
    }
    if (this.#lines.length > 0) {
      writeSync(this.#file, `${this.#lines.join('\n')}\n`);
      this.#lines = [];
    }
    return this.#partial;
  }

  #close(): void {
    if (this.#file !== undefined) {
      closeSync(this.#file);
      this.#file = undefined;
    }
  }
}

function quoted(value: string | number): string {
  const text = String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
