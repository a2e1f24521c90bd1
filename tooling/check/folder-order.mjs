// Packages whose folders have an order, as data, and the judgement by it.

/**
 * A file imports from its own folder, from those to the left of it, and the files beside the folders. Of those, an
 * `index.ts` may import all, and nothing imports it; the others import no folder.
 *
 * @type {Readonly<Record<string, readonly string[]>>} folder of a package's source -> its folders, what is first used first
 */
const FOLDER_ORDER = {
  'packages/trainer/src': ['prepare', 'examine', 'teach', 'choose', 'publish', 'update', 'tune'],
};

/**
 * @param {string} from place of a file, relative to the workspace; tests count like others
 * @param {string} to place of the file that it imports
 * @returns {string | undefined} what is wrong with the import
 */
export function againstOrder(from, to, orders = FOLDER_ORDER) {
  const source = Object.keys(orders).find((each) => isIn(each, from) && isIn(each, to));
  if (source === undefined) return undefined;
  const order = orders[source];
  const [importer, imported] = [from, to].map((place) => place.slice(source.length + 1).split('/'));
  for (const [folder, ...inside] of [importer, imported]) {
    if (inside.length > 0 && !order.includes(folder)) {
      return `${source}/${folder}: not in tooling/check/folder-order.mjs; say there what it comes after`;
    }
  }
  if (rankOf(imported, order) <= rankOf(importer, order)) return undefined;
  return `against the order of folders, ${order.join(' <- ')}; move what both need to the left`;
}

function isIn(folder, place) {
  return place.startsWith(`${folder}/`);
}

function rankOf([folder, ...inside], order) {
  if (inside.length > 0) return order.indexOf(folder);
  return folder === 'index.ts' ? order.length : -1;
}
