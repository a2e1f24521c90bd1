import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SealedFolder } from '@twotower/durable';
import { z } from 'zod';
import type { RawValue } from '../columns.ts';
import { StoreError } from '../error.ts';
import { readJson, toJson } from '../json-files.ts';
import type { Tensor } from '../tensor.ts';
import { floatTensors } from '../tensor.ts';
import { readTensors, writeTensors } from '../tensor-files.ts';
import type { DeltaContent, DeltaRows } from './delta.ts';

const IDS = 'ids.json';
const ROWS = 'rows';
const parts = ['users', 'items', 'vectors', 'prior'] as const;

type DeltaParts = Pick<DeltaContent, (typeof parts)[number] | 'described' | 'removed'>;

/** One look at each: there may be hundreds of thousands. */
const ids = z.custom<string[]>((ids) => Array.isArray(ids) && ids.every((id) => typeof id === 'string'));
const idsSchema = z.strictObject({
  users: ids,
  items: ids,
  vectors: ids,
  prior: ids,
  removed: z.strictObject({ users: ids, items: ids }),
  described: z
    .strictObject({ ids, columns: z.record(z.string(), z.array(z.custom<RawValue>())) })
    .refine((of) => Object.values(of.columns).every((values) => values.length === of.ids.length))
    .optional(),
});

/** Writes the rows of a delta into an empty folder. @throws StoreError where a part has other numbers than its ids ask for */
export async function writeDeltaFiles(folder: string, content: DeltaParts): Promise<void> {
  const tensors: Record<string, Tensor> = {};
  for (const part of parts) {
    const { ids, width, values } = content[part];
    if (values.length !== ids.length * width) {
      throw new StoreError(
        `a delta's ${part} hold ${values.length} numbers, not ${ids.length} rows of ${width}; fix their writer`,
      );
    }
    tensors[part] = { shape: [ids.length, width], data: values };
  }
  await writeTensors(join(folder, ROWS), tensors);
  const { users, items, vectors, prior, described, removed } = content;
  const named = {
    users: users.ids,
    items: items.ids,
    vectors: vectors.ids,
    prior: prior.ids,
    removed,
    described,
  };
  await writeFile(join(folder, IDS), toJson(named));
}

/** Reads them back. @throws StoreError naming the file that is missing, changed or does not fit the other */
export async function readDeltaFiles(sealed: SealedFolder): Promise<DeltaParts> {
  const found = idsSchema.safeParse(await readJson(sealed, IDS));
  if (!found.success) throw new StoreError(`${join(sealed.folder, IDS)} is not of a delta; write it again`);
  const tensors = floatTensors(await readTensors(sealed, ROWS), `delta ${sealed.folder}`);
  const rowsOf = (part: (typeof parts)[number]): DeltaRows => {
    const { shape, data } = tensors[part] ?? { shape: [], data: new Float32Array(0) };
    const [count, width] = shape;
    if (count !== found.data[part].length || width === undefined) {
      throw new StoreError(
        `${join(sealed.folder, ROWS)}: ${part} has the shape [${shape.join(', ')}] for ${found.data[part].length} ids; write it again`,
      );
    }
    return { ids: found.data[part], width, values: data };
  };
  return {
    users: rowsOf('users'),
    items: rowsOf('items'),
    vectors: rowsOf('vectors'),
    prior: rowsOf('prior'),
    removed: found.data.removed,
    ...(found.data.described && { described: found.data.described }),
  };
}
