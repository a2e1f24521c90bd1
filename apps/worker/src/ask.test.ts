import { PassThrough } from 'node:stream';
import type { Question } from '@twotower/data';
import { describe, expect, it } from 'vitest';
import { ask } from './ask.ts';

const question: Question = {
  key: 'user',
  message: 'Which column holds the user?',
  options: [
    { value: 'a', label: 'a (10 values)' },
    { value: 'b', label: 'b (9 values)' },
  ],
  guess: 'b',
};

function typing(text: string) {
  const input = new PassThrough();
  const output = new PassThrough();
  input.end(text);
  return { input, output };
}

describe('a question on a terminal', () => {
  it.each([
    ['a number', '1\n', 'a'],
    ['an empty line', '\n', 'b'],
    ['a value', 'a\n', 'a'],
    ['nonsense first', '7\nx\n0\n1\n', 'a'],
  ])('takes %s', async (_, text, expected) => {
    expect(await ask(question, typing(text))).toBe(expected);
  });

  it('shows the options with the guess marked', async () => {
    const terminal = typing('\n');
    await ask(question, terminal);
    const shown = String(terminal.output.read());
    expect(shown).toContain('Which column holds the user?\n   1  a (10 values)\n * 2  b (9 values)\n');
    expect(shown).toContain('Choose 1 to 2, or Enter for 2: ');
  });

  it('ends with the input', async () => {
    await expect(ask(question, typing(''))).rejects.toThrow(/nothing was written \(--yes/);
  });
});
