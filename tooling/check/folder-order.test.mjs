import { expect, test } from 'vitest';
import { againstOrder } from './folder-order.mjs';

const orders = { 'packages/kitchen/src': ['buy', 'cook', 'serve'] };
const judge = (from, to) =>
  againstOrder(`packages/kitchen/src/${from}`, `packages/kitchen/src/${to}`, orders);

test.each([
  ['the same folder', 'cook/boil.ts', 'cook/pan.ts'],
  ['a folder below one', 'cook/boil.ts', 'cook/pans/copper.ts'],
  ['a folder to the left', 'serve/plate.ts', 'buy/list.ts'],
  ['a file beside the folders', 'buy/list.ts', 'error.ts'],
  ['the index, of all', 'index.ts', 'serve/plate.ts'],
])('%s may be imported', (_name, from, to) => {
  expect(judge(from, to)).toBeUndefined();
});

test.each([
  ['a folder to the right', 'buy/list.ts', 'cook/boil.ts'],
  ['a folder to the right, by a test', 'cook/boil.test.ts', 'serve/plate.ts'],
  ['a folder below one to the right', 'buy/list.ts', 'cook/pans/copper.ts'],
  ['the index', 'serve/plate.ts', 'index.ts'],
  ['any folder, by a file beside them', 'error.ts', 'buy/list.ts'],
])('%s may not', (_name, from, to) => {
  expect(judge(from, to)).toBe(
    'against the order of folders, buy <- cook <- serve; move what both need to the left',
  );
});

test('a folder that the order does not name is told so', () => {
  const message =
    'packages/kitchen/src/clean: not in tooling/check/folder-order.mjs; say there what it comes after';
  expect(judge('clean/sink.ts', 'buy/list.ts')).toBe(message);
  expect(judge('serve/plate.ts', 'clean/sink.ts')).toBe(message);
});

test('other packages are not judged', () => {
  expect(againstOrder('packages/garden/src/a/b.ts', 'packages/garden/src/c/d.ts', orders)).toBeUndefined();
});
