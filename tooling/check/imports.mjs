// What a source file imports, read from its syntax tree.
import { readFileSync } from 'node:fs';
import { parseAst } from 'vitest/node';

/**
 * @param {string} file TypeScript or JavaScript
 * @returns {string[]} the names in static, dynamic and type imports, re-exports and `require` of literal names
 */
export function importsOf(file) {
  const lang = /\.tsx$/.test(file) ? 'tsx' : /\.[cm]?ts$/.test(file) ? 'ts' : 'jsx';
  const found = [];
  walk(parseAst(readFileSync(file, 'utf8'), { lang }), found);
  return found;
}

function walk(node, found) {
  if (Array.isArray(node)) {
    for (const child of node) walk(child, found);
    return;
  }
  if (node === null || typeof node !== 'object') return;
  const source = sourceOf(node);
  if (typeof source?.value === 'string') found.push(source.value);
  for (const child of Object.values(node)) walk(child, found);
}

function sourceOf(node) {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
    case 'ImportExpression':
    case 'TSImportType':
      return node.source;
    case 'CallExpression':
      return REQUIRES.has(nameOf(node.callee)) ? node.arguments[0] : undefined;
    default:
      return undefined;
  }
}

const REQUIRES = new Set(['require', 'require.resolve', 'import.meta.resolve']);

function nameOf(callee) {
  if (callee.type === 'Identifier') return callee.name;
  if (callee.type === 'MetaProperty') return `${callee.meta.name}.${callee.property.name}`;
  return callee.type === 'MemberExpression' && !callee.computed
    ? `${nameOf(callee.object)}.${callee.property.name}`
    : '';
}
