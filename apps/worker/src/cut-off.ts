import { statSync } from 'node:fs';
import { fileSums, type ReadSummary } from '@twotower/data';
import type { BundleManifest, Bundles, CutOff, EventLog } from '@twotower/store';
import type { Console } from './console.ts';

/**
 * Up to where a bundle that is trained from files will have learnt. In the event log that is before the first event newer
 * than all of the files': what the log holds up to there is taken for what the files hold. A log without times is taken to
 * be in the files as a whole.
 *
 * @param began when the files began to be read, milliseconds since 1970
 */
export async function cutOffOf(
  log: EventLog,
  { files, rowsOfFiles, newestTime }: ReadSummary,
  began: number,
  output: Console,
): Promise<CutOff> {
  const position =
    newestTime === undefined ? (await log.extent()).end : await log.find({ happenedAfter: newestTime });
  const known: CutOff['files'] = [];
  for (const [f, file] of files.entries()) {
    const stat = statSync(file, { throwIfNoEntry: false });
    // A table of a database or a function is no file; its events are known by their ids alone.
    if (!stat?.isFile()) continue;
    if (stat.mtimeMs >= began) {
      output.say(
        `warning: ${file} was changed while it was read; were it ingested, what is trained now would be learnt again`,
      );
      continue;
    }
    const { bytes, sha256 } = await fileSums(file);
    known.push({ file, sha256, bytes, rows: rowsOfFiles[f] });
  }
  return { position, ...(newestTime !== undefined && { newestTime }), files: known };
}

/** Makes the log know the files that a bundle was trained from, so that ingesting them again gives duplicates. */
export async function registerTrained(
  log: EventLog,
  { cutOff }: Pick<BundleManifest, 'cutOff'>,
): Promise<void> {
  if (!cutOff) return;
  const { files, newestTime } = cutOff;
  const sources = await log.sources.list();
  for (const { file, sha256, bytes, rows } of files) {
    const known = sources.find((source) => source.sha256 === sha256 && source.bytes === bytes);
    if (known?.origin === 'trained') continue;
    await log.sources.set({
      id: known?.id ?? sha256,
      sha256,
      bytes,
      rows,
      origin: 'trained',
      file,
      ...(newestTime !== undefined && { newestTime }),
    });
  }
}

/** The same for all bundles: their manifests are the truth, also where a crash left one unregistered or the log is a new one. */
export async function registerAllTrained(
  { bundles }: { readonly bundles: Pick<Bundles, 'list'> },
  log: EventLog,
): Promise<void> {
  const listed = await bundles.list();
  // The oldest first: of files in several bundles the sources keep the order in which they came.
  for (const { manifest } of listed.reverse()) {
    if (manifest) await registerTrained(log, manifest);
  }
}
