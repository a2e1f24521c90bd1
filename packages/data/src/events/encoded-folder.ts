import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { isWhole, openPartialFolder, type PartialFolder, sealFolder } from '@twotower/durable';
import type { Catalogues, Dataset } from '@twotower/features';
import type { ReadSummary } from '../read-summary.ts';
import { openEncoded } from './encode-log.ts';
import { loadCatalogues, saveCatalogues } from './saved-catalogues.ts';

/** Encoded logs that are kept beside the newest. */
const kept = 1;
const reportName = 'rejects.csv';

/** Where one log lies encoded: a folder named after its fingerprint. */
export class EncodedFolder {
  readonly #scratch: string;
  readonly #parent: string;
  readonly #target: string;
  #arrivals: PartialFolder | undefined;

  /** @param fingerprint undefined for a log that cannot be recognised: it is encoded anew each time */
  constructor(scratch: string, fingerprint: string | undefined) {
    this.#scratch = scratch;
    this.#parent = join(scratch, 'encoded');
    this.#target = join(this.#parent, fingerprint ?? `once-${process.pid}-${Date.now()}`);
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
  async reopen(): Promise<{ dataset: Dataset; summary: ReadSummary } | undefined> {
    if (!existsSync(this.#target)) {
      return undefined;
    }
    if (!isWhole(this.#target)) {
      rmSync(this.#target, { recursive: true });
      return undefined;
    }
    utimesSync(this.#target, new Date(), new Date());
    if (existsSync(join(this.#target, reportName))) {
      copyFileSync(join(this.#target, reportName), join(this.#scratch, reportName));
    }
    return this.#open(await loadCatalogues(this.#target));
  }

  /** Lets `encode` fill the folder and opens it. */
  write(
    catalogues: Catalogues,
    encode: (folder: string) => ReadSummary,
  ): { dataset: Dataset; summary: ReadSummary } {
    const partial = openPartialFolder(this.#target);
    try {
      saveCatalogues(partial.folder, catalogues);
      const summary = encode(partial.folder);
      writeFileSync(join(partial.folder, 'summary.json'), JSON.stringify(summary));
      if (summary.rejectReport) {
        copyFileSync(summary.rejectReport, join(partial.folder, reportName));
      }
      sealFolder(partial.folder);
      partial.commit();
    } catch (error) {
      partial.abandon();
      throw error;
    }
    this.#removeOld();
    return this.#open(catalogues);
  }

  #open(catalogues: Catalogues): { dataset: Dataset; summary: ReadSummary } {
    const summary: ReadSummary = JSON.parse(readFileSync(join(this.#target, 'summary.json'), 'utf8'));
    return { dataset: openEncoded(this.#target, 'all', catalogues), summary };
  }

  #removeOld(): void {
    const folders = readdirSync(this.#parent)
      .filter((name) => !name.startsWith('.'))
      .map((name) => join(this.#parent, name))
      .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
    for (const folder of folders.slice(kept + 1)) {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}
