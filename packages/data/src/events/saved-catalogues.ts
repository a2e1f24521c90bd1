import { createReadStream, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Catalogues, Entities, RawValue } from '@twotower/features';
import { withFile } from './columnar-file.ts';

const valuesPerLine = 10_000;

/** Writes everything of a dataset but its events into `folder`. */
export function saveCatalogues(folder: string, catalogues: Catalogues): void {
  const { users, items, types, dictionaries, timeForms } = catalogues;
  const lists: Record<string, readonly RawValue[]> = {};
  const names = (side: string, { ids, columns }: Entities): string[] => {
    lists[`${side}-ids`] = ids;
    return Object.entries(columns).map(([name, values], i) => {
      lists[`${side}-${i}`] = values;
      return name;
    });
  };
  const facts = {
    users: names('users', users),
    items: names('items', items),
    types,
    dictionaries,
    timeForms,
  };
  for (const [name, values] of Object.entries(lists)) {
    withFile(join(folder, `${name}.jsonl`), 'wx', (file) => {
      for (let start = 0; start < values.length; start += valuesPerLine) {
        writeFileSync(file, `${JSON.stringify(values.slice(start, start + valuesPerLine))}\n`);
      }
    });
  }
  writeFileSync(join(folder, 'catalogues.json'), JSON.stringify(facts));
}

/** Reads what {@link saveCatalogues} wrote. */
export async function loadCatalogues(folder: string): Promise<Catalogues> {
  const facts = JSON.parse(readFileSync(join(folder, 'catalogues.json'), 'utf8'));
  const side = async (name: 'users' | 'items'): Promise<Entities> => {
    const columns: Record<string, RawValue[]> = {};
    for (const [i, column] of facts[name].entries()) {
      columns[column] = await readList(join(folder, `${name}-${i}.jsonl`));
    }
    return { ids: await readList<string>(join(folder, `${name}-ids.jsonl`)), columns };
  };
  return {
    users: await side('users'),
    items: await side('items'),
    types: facts.types,
    dictionaries: facts.dictionaries,
    ...(facts.timeForms && { timeForms: facts.timeForms }),
  };
}

async function readList<Value>(path: string): Promise<Value[]> {
  const values: Value[] = [];
  for await (const line of createInterface({ input: createReadStream(path) })) {
    for (const value of JSON.parse(line)) {
      values.push(value);
    }
  }
  return values;
}
