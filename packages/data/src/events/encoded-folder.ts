import { randomBytes } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { findHeld, makeHeld, openPartialFolder, type PartialFolder, removeUnread } from '@twotower/durable';
import type { Catalogues, Dataset } from '@twotower/features';
import type { ReadSummary } from '../read-summary.ts';
import { restoreReport } from '../reject-report.ts';
import { openEncoded } from './encode-log.ts';
import { loadCatalogues, saveCatalogues } from './saved-catalogues.ts';

/** Encoded logs that are kept beside the newest. */
const kept = 1;
const reportName = 'rejects.csv';
/** Of a log that cannot be recognised: nobody will ask for it again. */
const once = 'once-';

interface Opened {
  readonly dataset: Dataset;
  readonly summary: ReadSummary;
}

/** Where one log lies encoded: a folder named after its fingerprint, which stays as long as a process reads it. */
export class EncodedFolder {
  readonly #parent: string;
  readonly #target: string;
  readonly #report: string;
  #arrivals: PartialFolder | undefined;

  /**
   * @param fingerprint undefined for a log that cannot be recognised: it is encoded anew each time
   * @param report where the rejected rows are reported
   */
  constructor(scratch: string, fingerprint: string | undefined, report: string) {
    this.#parent = join(scratch, 'encoded');
    this.#target = join(this.#parent, fingerprint ?? once + randomBytes(8).toString('hex'));
    this.#report = report;
  }

  /** A folder for the rows as they arrive. */
  arrivals(): string {
    this.#arrivals ??= openPartialFolder(join(this.#parent, 'arrivals'));
    return this.#arrivals.folder;
  }

  removeArrivals(): void {
    this.#arrivals?.abandon();
  }

  /** The log, where it was encoded before and is still whole; its report of rejected rows is put in place again. */
  async reopen(): Promise<Opened | undefined> {
    const folder = findHeld(this.#target);
    if (folder === undefined) {
      return undefined;
    }
    utimesSync(folder, new Date(), new Date());
    if (existsSync(join(folder, reportName))) {
      restoreReport(join(folder, reportName), this.#report);
    }
    return this.#open(folder, await loadCatalogues(folder));
  }

  /** Lets `encode` fill the folder and opens it. */
  write(catalogues: Catalogues, encode: (folder: string) => ReadSummary): Opened {
    const folder = makeHeld(this.#target, (partial) => {
      saveCatalogues(partial, catalogues);
      const summary = encode(partial);
      writeFileSync(join(partial, 'summary.json'), JSON.stringify(summary));
      if (summary.rejectReport) {
        copyFileSync(summary.rejectReport, join(partial, reportName));
      }
    });
    this.#removeOld();
    return this.#open(folder, catalogues);
  }

  #open(folder: string, catalogues: Catalogues): Opened {
    const summary: ReadSummary = JSON.parse(readFileSync(join(folder, 'summary.json'), 'utf8'));
    return {
      dataset: openEncoded(folder, 'all', catalogues),
      // Another config may have read the same log the same way.
      summary: summary.rejectReport === undefined ? summary : { ...summary, rejectReport: this.#report },
    };
  }

  #removeOld(): void {
    const names = readdirSync(this.#parent).filter((name) => !name.startsWith('.'));
    const changed = (name: string): number =>
      statSync(join(this.#parent, name), { throwIfNoEntry: false })?.mtimeMs ?? 0;
    const found = names
      .filter((name) => !name.startsWith(once))
      .map((name) => ({ name, changed: changed(name) }))
      .sort((a, b) => b.changed - a.changed);
    const old = [
      ...names.filter((name) => name.startsWith(once)),
      ...found.slice(kept + 1).map(({ name }) => name),
    ];
    for (const name of old) {
      removeUnread(join(this.#parent, name));
    }
  }
}
