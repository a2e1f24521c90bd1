// What the comments in the source say of the keys of zod objects.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from '../process/paths.mjs';
import { parseSource } from './parse-source.mjs';

/**
 * @param {...string} paths files or folders of the checkout whose zod objects are read
 * @returns {(keys: readonly string[], key: string) => string} what is said of a key of the object that has exactly these keys
 */
export function keyComments(...paths) {
  const sources = paths.flatMap(filesAt).map(parseSource);
  const constants = new Map(sources.flatMap(constantComments));
  const objects = new Map();
  for (const source of sources) {
    for (const properties of zodObjects(source)) {
      const said = properties.map(({ key, value, start }) => [
        key.name,
        source.commentBefore(start) || constants.get(value.name) || '',
      ]);
      const name = properties.map(({ key }) => key.name).join();
      // Of two objects with the same keys each may say something of some.
      objects.set(name, { ...objects.get(name), ...Object.fromEntries(said.filter(([, words]) => words)) });
    }
  }
  return (keys, key) => {
    const own = objects.get(keys.join());
    if (own !== undefined) return own[key] ?? '';
    // Put together in the source: of a schema that is extended, or of a constant that is spread.
    const part = [...objects].find(
      ([name, said]) => said[key] && name.split(',').every((k) => keys.includes(k)),
    );
    return part?.[1][key] ?? '';
  };
}

function filesAt(path) {
  if (path.endsWith('.ts')) return [inRoot(path)];
  const names = readdirSync(inRoot(path)).sort();
  return names.filter((name) => /(?<!\.test)\.ts$/.test(name)).map((name) => join(inRoot(path), name));
}

function constantComments({ nodes, commentBefore }) {
  return nodes
    .map((node) => (node.type === 'ExportNamedDeclaration' ? node : { declaration: node, start: node.start }))
    .filter(({ declaration }) => declaration?.type === 'VariableDeclaration')
    .map(({ declaration, start }) => [declaration.declarations[0].id.name, commentBefore(start)])
    .filter(([, words]) => words !== '');
}

/** The objects that zod is given, and constants that may be spread into them. */
function zodObjects({ nodes }) {
  const given = nodes
    .filter(({ type, callee }) => type === 'CallExpression' && ZOD.test(callee.property?.name))
    .map((call) => call.arguments[0]);
  const constants = nodes.filter(({ type }) => type === 'VariableDeclarator').map(({ init }) => init);
  return [...given, ...constants]
    .filter((node) => node?.type === 'ObjectExpression')
    .map(({ properties }) => properties.filter(({ type }) => type === 'Property'));
}

const ZOD = /^(object|strictObject|extend)$/;
