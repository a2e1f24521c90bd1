import { closeSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Reject } from './read-summary.ts';

/** A CSV file with every rejected row; it takes the place of the last reading's when this one is over. */
export class RejectReport {
  readonly path: string;
  readonly #partial: string;
  /** Whether there is one. */
  written = false;
  #file: number | undefined;
  #lines: string[] = [];

  constructor(path: string) {
    this.path = path;
    this.#partial = join(dirname(path), `.${process.pid}.${basename(path)}`);
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
      rmSync(this.path, { force: true });
      return;
    }
    closeSync(this.#flush());
    renameSync(this.#partial, this.path);
    this.written = true;
  }

  #flush(): number {
    if (this.#file === undefined) {
      mkdirSync(dirname(this.path), { recursive: true });
      this.#file = openSync(this.#partial, 'w');
      writeSync(this.#file, 'file,line,row,column,reason,value\n');
    }
    if (this.#lines.length > 0) {
      writeSync(this.#file, `${this.#lines.join('\n')}\n`);
      this.#lines = [];
    }
    return this.#file;
  }
}

function quoted(value: string | number): string {
  const text = String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
