import { createInterface } from 'node:readline';
import type { Question } from '@twotower/data';
import { ConfigError } from '@twotower/schema';

/** Where questions are put and answers come from. */
export interface Terminal {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
}

/** The terminal in front of a person; undefined where input or output is piped. */
export function findTerminal(): Terminal | undefined {
  const { stdin, stdout } = process;
  return stdin.isTTY && stdout.isTTY ? { input: stdin, output: stdout } : undefined;
}

/**
 * Puts a question until one of its options is chosen, by number or by value; an empty line takes the guess.
 *
 * @returns the value of the option
 * @throws ConfigError where the input ends or Ctrl-C is pressed
 */
export async function ask(question: Question, { input, output }: Terminal): Promise<string> {
  const { options, guess } = question;
  const preset = 1 + options.findIndex(({ value }) => value === guess);
  output.write(`\n${question.message}\n`);
  options.forEach(({ label }, i) => {
    output.write(`${i + 1 === preset ? ' *' : '  '} ${i + 1}  ${label}\n`);
  });
  const prompt = `Choose 1 to ${options.length}, or Enter for ${preset}: `;
  const lines = createInterface({ input, output, prompt });
  lines.once('SIGINT', () => lines.close());
  lines.prompt();
  try {
    for await (const typed of lines) {
      const line = typed.trim();
      const chosen = line === '' ? options[preset - 1] : options[Number(line) - 1];
      const value = chosen?.value ?? options.find((option) => option.value === line)?.value;
      if (value !== undefined) {
        return value;
      }
      lines.prompt();
    }
  } finally {
    lines.close();
  }
  output.write('\n');
  throw new ConfigError('stopped before the last question; nothing was written (--yes takes every guess)');
}
