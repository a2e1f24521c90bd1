import { expect, it } from 'vitest';
import { writtenList } from './written-list.ts';

it.each([
  ['["Crime", "Drama"]', ['Crime', 'Drama']],
  ["['Crime', 'Drama']", ['Crime', 'Drama']],
  [`["Ocean's", 'say "hi"']`, ["Ocean's", 'say "hi"']],
  ["['Crime' 'Drama'\n 'War']", ['Crime', 'Drama', 'War']],
  ["[u'a', 'it\\'s', '\\u00e9\\n']", ['a', "it's", 'é\n']],
  ["['Sci-Fi, old', 'a]b']", ['Sci-Fi, old', 'a]b']],
  ['[Crime, Film Noir]', ['Crime', 'Film Noir']],
  ['[1, 2.5, null, true]', [1, 2.5, null, true]],
  ["['a', None, 3,]", ['a', null, '3']],
  [' [] ', []],
  ['[{"aid": 1}, [2]]', ['{"aid":1}', '[2]']],
])('%j is a list', (text, elements) => {
  expect(writtenList(text)).toEqual(elements);
});

it.each(['Crime|Drama', '[REC', 'REC]', '', "['a", "['a]", '[a [b]]', '{"a": 1}'])('%j is none', (text) => {
  expect(writtenList(text)).toBeUndefined();
});
