import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BundleContent } from './bundle.ts';
import { writeItems, writeUsers } from './entity-files.ts';
import { StoreError } from './error.ts';
import { toJson } from './json-files.ts';
import { writeLearner } from './learner-files.ts';
import { writeRanking } from './ranking-files.ts';
import { writeTensors } from './tensor-files.ts';

/** Writes the parts of a bundle into an empty folder; {@link openParts} reads them. */
export async function writeParts(folder: string, content: BundleContent): Promise<void> {
  const { dim, items, users, itemVectors } = content;
  if (itemVectors.length !== items.ids.length * dim) {
    throw new StoreError(
      `item vectors hold ${itemVectors.length} numbers, not ${items.ids.length} rows of ${dim}; fix their writer`,
    );
  }
  await writeFile(join(folder, 'config.json'), toJson(content.config));
  await writeFile(join(folder, 'metrics.json'), toJson(content.metrics));
  await mkdir(join(folder, 'features'));
  for (const [name, text] of Object.entries(content.features)) {
    await writeFile(join(folder, 'features', encodeURIComponent(name)), text);
  }
  await writeTensors(join(folder, 'dense'), content.dense);
  for (const [name, tensor] of Object.entries(content.tables)) {
    await writeTensors(join(folder, 'tables', encodeURIComponent(name)), { [name]: tensor });
  }
  await writeLearner(folder, content.learner);
  await writeTensors(join(folder, 'item-vectors'), {
    vectors: { shape: [items.ids.length, dim], data: itemVectors },
  });
  if (content.ranking !== undefined) await writeRanking(folder, content.ranking, items.ids.length, dim);
  await mkdir(join(folder, 'index'));
  await content.saveIndex(join(folder, 'index'));
  await writeItems(join(folder, 'items.arrow'), items);
  await writeUsers(join(folder, 'users.arrow'), users);
}
