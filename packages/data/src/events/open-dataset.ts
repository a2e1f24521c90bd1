import type { Dataset } from '@twotower/features';
import { openEncoded } from './encode-log.ts';
import { loadCatalogues } from './saved-catalogues.ts';

/** Opens an encoded log, or a part of it, as its description says; what a worker thread calls. */
export async function openDataset({
  folder,
  part,
}: Readonly<Record<'folder' | 'part', string>>): Promise<Dataset> {
  return openEncoded(folder, part, await loadCatalogues(folder));
}
