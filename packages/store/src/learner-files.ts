import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SealedFolder } from '@twotower/durable';
import type { BundleLearner } from './bundle.ts';
import { readJson, toJson } from './json-files.ts';
import { readTensors, writeTensors } from './tensor-files.ts';

const STATE = 'optimizer/state.json';
const TENSORS = 'optimizer/tensors';

/** Writes what a learner needs beside the served weights under `optimizer/`. */
export async function writeLearner(folder: string, { meta, tensors }: BundleLearner): Promise<void> {
  await writeTensors(join(folder, TENSORS), tensors);
  await writeFile(join(folder, STATE), toJson(meta ?? null));
}

/** Reads it back; of format 1, which had accumulators alone, those under `accumulator/<name>`. */
export async function readLearner(sealed: SealedFolder, formatVersion: 1 | 2 | 3): Promise<BundleLearner> {
  if (formatVersion === 1) {
    const accumulators = await readTensors(sealed, 'optimizer/accumulators');
    return {
      meta: { migratedFrom: 1 },
      tensors: Object.fromEntries(
        Object.entries(accumulators).map(([name, tensor]) => [`accumulator/${name}`, tensor]),
      ),
    };
  }
  return { meta: await readJson(sealed, STATE), tensors: await readTensors(sealed, TENSORS) };
}
