import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RowBlock, Wanted } from '../table.ts';
import { configOf, folderWith } from '../test-data.ts';
import { jsonRecords } from './json-records.ts';
import { openJsonTable } from './json-table.ts';

const { format } = configOf({ events: 'log' }).data;

describe('a JSON file', () => {
  const nested = [
    '{"user": {"id": 12345678901234567890, "vip": true}, "event": {"item": {"sku": "a"}}, "tags": ["x", 2, null]}',
    '{"user": {"id": 7}, "event": {"item": {"sku": ""}}, "tags": [], "at": 1735689600000, "a.b": 1.5}',
    '{"user": {"id": "007"}, "event": null, "tags": [{"deep": 1}], "a": {"b": 2}}',
  ];

  it('has dotted columns for nested fields, whole lists, and exact ids', async () => {
    for (const content of [nested.join('\n'), `[${nested.join(',')}]`, `[\n ${nested.join(' ,\n')} ,\n]`]) {
      const { columns, rows } = await read(content);
      expect(columns.map(({ name, kind }) => `${name}: ${kind}`)).toEqual([
        'user.id: text',
        'user.vip: boolean',
        'event.item.sku: text',
        'tags: list',
        'at: number',
        'a.b: number',
        'event: text',
      ]);
      expect(rows('user.id', 'id')).toEqual(['12345678901234567890', '7', '007']);
      expect(rows('user.vip')).toEqual([true, null, null]);
      expect(rows('event.item.sku')).toEqual(['a', null, null]);
      expect(rows('tags')).toEqual([['x', 2, null], [], ['{"deep":1}']]);
      expect(rows('a.b')).toEqual([null, 1.5, 2]);
      expect(rows('a.b', 'id')).toEqual([null, '1.5', '2']);
      expect(rows('at', 'id')).toEqual([null, '1735689600000', null]);
    }
  });

  it('takes the NaN and Infinity that Python writes for missing numbers', async () => {
    const { malformed, lines, rows } = await read(
      '{"a": NaN, "b": "NaN, really"}\n{"a": -Infinity, "b": "x"}\n{"a": 5, "b": "\\"NaN"}\n',
    );
    expect([malformed, lines]).toEqual([[], [1, 2, 3]]);
    expect(rows('a')).toEqual([null, null, 5]);
    expect(rows('b')).toEqual(['NaN, really', 'x', '"NaN']);
  });

  it('reports what is no object with its line and keeps the rest', async () => {
    const { malformed, lines } = await read('\n{"a": 1}\n{"a": \n[1]\n\n{"a": 2}\r\n5\n{"a": "cut');
    expect(lines).toEqual([2, 6]);
    expect(malformed).toEqual([
      { line: 3, reason: 'not valid JSON' },
      { line: 4, reason: 'not a JSON object' },
      { line: 7, reason: 'not a JSON object' },
      { line: 8, reason: 'not valid JSON' },
    ]);
    const list = await read('[{"a": 1},\n 3,\n{"a" 4},\n{"a":\n 5}\n,{"a": "]}\\""}, {"a"');
    expect(list.lines).toEqual([1, 4, 6]);
    expect(list.malformed).toEqual([
      { line: 2, reason: 'not a JSON object' },
      { line: 3, reason: 'not valid JSON' },
      { line: 6, reason: 'the file ends within it' },
    ]);
  });

  it('is refused where it holds no object at all', async () => {
    await expect(read('a,b\n1,2\n')).rejects.toThrow(
      /log\.json: no JSON object in it; write one object a line/,
    );
    expect((await read('')).columns).toEqual([]);
    expect((await read(' \n[\n]\n')).columns).toEqual([]);
  });

  it('gives the same records wherever the pieces of its text end', async () => {
    const value = fc.jsonValue({ maxDepth: 2 });
    // Integers that long become text.
    const object = fc
      .dictionary(fc.string(), value, { maxKeys: 3 })
      .filter((one) => !/\d{16}/.test(JSON.stringify(one)));
    await fc.assert(
      fc.asyncProperty(
        fc.array(object, { minLength: 1, maxLength: 5 }),
        fc.boolean(),
        fc.integer({ min: 1, max: 9 }),
        async (objects, list, size) => {
          const texts = objects.map((one) => JSON.stringify(one));
          const text = list ? `[${texts.join(',\n')}]` : texts.join('\n');
          const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, i) =>
            text.slice(i * size, (i + 1) * size),
          );
          const found = await collect(pieces);
          expect(found).toEqual(objects.map((_, i) => ({ line: i + 1, record: JSON.parse(texts[i]) })));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('accounts for every line of random text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 200 }), async (text) => {
        const lines = text.startsWith('[') ? [] : text.split('\n').filter((line) => /[^\0- ]/.test(line));
        const found = await collect([text]);
        expect(found.length).toBeGreaterThanOrEqual(/^\s*\[/.test(text) ? 0 : lines.length);
      }),
    );
  });
});

async function collect(pieces: readonly string[]) {
  const found = [];
  for await (const block of jsonRecords(
    (async function* () {
      yield* pieces;
    })(),
  )) {
    found.push(...block);
  }
  return found;
}

async function read(content: string) {
  const file = join(folderWith({ 'log.json': content }), 'log.json');
  const table = await openJsonTable(file, format);
  const wanted = table.columns.flatMap(({ name }): Wanted[] => [
    { name, as: 'value' },
    { name, as: 'id' },
  ]);
  const blocks: RowBlock[] = [];
  for await (const block of table.rows(wanted)) {
    blocks.push(block);
  }
  return {
    columns: table.columns,
    lines: blocks.flatMap((block) => block.lines),
    malformed: blocks.flatMap((block) => block.malformed),
    rows(name: string, as: Wanted['as'] = 'value') {
      const at = wanted.findIndex((column) => column.name === name && column.as === as);
      return blocks.flatMap((block) => block.columns[at]);
    },
  };
}
