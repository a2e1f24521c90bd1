import { describe, expect, it } from 'vitest';
import { markdownTable, putBetween } from './results-table.ts';

describe('markdownTable', () => {
  it('pads its columns', () => {
    expect(markdownTable(['a', 'rate'], [['batch 256', '1']])).toBe(
      ['| a         | rate |', '| --------- | ---- |', '| batch 256 | 1    |'].join('\n'),
    );
  });
});

describe('putBetween', () => {
  const text = 'before\n<!-- x:begin -->\nold\n<!-- x:end -->\nafter\n';

  it('replaces what stands between the markers, again and again', () => {
    const once = putBetween(text, 'x', 'new');
    expect(once).toBe('before\n<!-- x:begin -->\n\nnew\n\n<!-- x:end -->\nafter\n');
    expect(putBetween(once, 'x', 'new')).toBe(once);
  });

  it('says where markers are missing', () => {
    expect(() => putBetween(text, 'y', 'new')).toThrow('<!-- y:begin -->');
  });
});
