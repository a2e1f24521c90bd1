import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { type Answers, inferConfig, lookAtLog, questionsAbout, type UnknownLog } from '@twotower/data';
import { ConfigError } from '@twotower/schema';
import { ask, findTerminal, type Terminal } from '../ask.ts';
import type { Console } from '../console.ts';

export interface InitFlags {
  readonly from: string;
  readonly out?: string;
  readonly yes?: boolean;
}

/**
 * `init`: writes a commented config by looking at a file; never over one that is there. On a terminal it asks what the
 * columns do not tell for sure; with `--json`, `--yes` or piped it takes its guesses and says so.
 */
export async function initCommand(
  flags: InitFlags,
  output: Console,
  terminal: Terminal | undefined = findTerminal(),
): Promise<void> {
  const out = resolve(flags.out ?? 'twotower.config.yaml');
  if (existsSync(out)) {
    throw new ConfigError(`${out} exists already; name another file with --out or remove it`);
  }
  const log = await lookAtLog(resolve(flags.from));
  const answers = terminal && !flags.yes && !output.json ? await askAbout(log, terminal) : {};
  const { input, text, guesses, questions } = await inferConfig(log, dirname(out), answers);
  await writeFile(out, text, { flag: 'wx' });
  for (const guess of guesses) {
    output.say(guess);
  }
  for (const { message, guess, options } of questions) {
    const others = options.filter(({ value }) => value !== guess).map(({ value }) => value);
    output.say(`unsure: ${message} Took ${guess}; it may be ${others.join(' or ')}`);
  }
  output.result(
    input,
    `Wrote ${out}; try it with: twotower experiment --config ${flags.out ?? 'twotower.config.yaml'}`,
  );
}

/** One question after the other, as each may depend on the answers before. */
async function askAbout(log: UnknownLog, terminal: Terminal): Promise<Answers> {
  const answers: Record<string, string> = {};
  for (;;) {
    const [question] = questionsAbout(log, answers);
    if (!question) {
      return answers;
    }
    answers[question.key] = await ask(question, terminal);
  }
}
