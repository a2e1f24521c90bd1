import { basename } from 'node:path';
import { nameFits } from './role-names.ts';

/** `movieId` of both; `sku` for a log's `product.sku`; a plain `id` where the file is called by what it describes. */
export function isKeyName(name: string, side: 'user' | 'item', idName: string, file: string): boolean {
  return (
    name === idName ||
    idName.endsWith(`.${name}`) ||
    nameFits(side, name) === 2 ||
    (/^_?id$/i.test(name) && isAbout(file, side))
  );
}

/** Whether a file is called by what it describes, such as `movies.dat`. */
export function isAbout(file: string, side: 'user' | 'item'): boolean {
  const [about] = basename(file).split(/[^\p{L}]/u);
  return nameFits(side, about) > 0;
}
