// The syntax tree of a TypeScript file, by the parser that vitest's own bundler uses.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const fromVitest = createRequire(createRequire(import.meta.url).resolve('vitest/package.json'));
const fromVite = createRequire(fromVitest.resolve('vite'));
const { parseSync } = await import(pathToFileURL(fromVite.resolve('rolldown/utils')).href);

/**
 * @param {string} file
 * @returns {{ nodes: any[], commentBefore: (start: number) => string }} all nodes from the outside in, and the words of the comment that
 *   documents what begins at a place; none where there is none
 */
export function parseSource(file) {
  const text = readFileSync(file, 'utf8');
  const { program, comments, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0].message}`);
  const documenting = comments.filter(({ type, value }) => type === 'Block' && value.startsWith('*'));
  const commentBefore = (start) => {
    const found = documenting.find(({ end }) => end <= start && text.slice(end, start).trim() === '');
    return found === undefined ? '' : words(found.value);
  };
  return { nodes: [...nodesIn(program)], commentBefore };
}

function* nodesIn(value) {
  if (Array.isArray(value)) {
    for (const each of value) yield* nodesIn(each);
  } else if (value !== null && typeof value === 'object') {
    if (typeof value.type === 'string') yield value;
    for (const each of Object.values(value)) yield* nodesIn(each);
  }
}

function words(comment) {
  const lines = comment.split('\n').map((line) => line.replace(/^\s*\*+/, '').trim());
  return lines.join(' ').replace(/\s+/g, ' ').trim();
}
