import { describe, expect, it } from 'vitest';
import { commandWords, wholeNumber, wholeNumbers } from './command-words.ts';

describe('numbers a person writes', () => {
  it('may be short', () => {
    expect(wholeNumbers('events', '300,200k,10M')).toEqual([300, 200_000, 10_000_000]);
  });

  it.each(['', 'many', '1.5', '-3', '0', '3G'])('refuses "%s" by name', (text) => {
    expect(() => wholeNumber('--rounds', text)).toThrow(`--rounds: "${text}"`);
  });
});

describe('the words of a command', () => {
  it('are flags and so many others', () => {
    const { values, positionals } = commandWords(
      ['1M', '--json'],
      { json: { type: 'boolean', default: false } },
      1,
    );
    expect([values.json, positionals]).toEqual([true, ['1M']]);
  });

  it('are refused where the command does not know them', () => {
    expect(() => commandWords(['1M'], {})).toThrow('"1M"');
    expect(() => commandWords(['--jso'], { json: { type: 'boolean', default: false } })).toThrow('--jso');
  });
});
