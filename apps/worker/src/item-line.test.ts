import { describe, expect, it } from 'vitest';
import { itemLine } from './item-line.ts';

const line = (attributes: Record<string, unknown>, itemId = 'i1') =>
  itemLine({ itemId, score: 0.5, attributes: attributes as never }, 0);

describe('an item in one line', () => {
  it('names its numbers and flags, and leaves out what is missing', () => {
    expect(line({ title: 'Heat', year: 1995, new: false, gone: null, none: '', empty: [] })).toBe(
      '  1  0.5000  i1  Heat · year 1995 · new false',
    );
    expect(itemLine({ itemId: 'i1', score: -0.25 }, 11)).toBe(' 12  -0.2500  i1');
  });

  it('cuts long texts, long lists, long ids and many attributes, and counts what is left out', () => {
    const text = line({ text: `${'word '.repeat(2000)}` });
    expect(text).toMatch(/ wo…$/);
    expect(text.length).toBeLessThan(70);
    expect(line({ tags: Array.from({ length: 400 }, (_, i) => `t${i}`) })).toMatch(
      / t0, t1, t2, \+397 more$/,
    );
    expect(line({ tags: [['a'.repeat(500), 'b']] }).length).toBeLessThan(70);
    const many = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`c${i}`, i]));
    expect(line(many)).toMatch(/c4 4 · \+25 more$/);
    expect(line({}, 'x'.repeat(900)).length).toBeLessThan(100);
  });

  it('stays one line, and cuts no character in two', () => {
    expect(line({ text: 'a\nb\x1b[2J' })).toBe('  1  0.5000  i1  a b [2J');
    const cut = line({ text: '🎬'.repeat(60) });
    expect(cut).toBe(`  1  0.5000  i1  ${'🎬'.repeat(47)}…`);
  });
});
