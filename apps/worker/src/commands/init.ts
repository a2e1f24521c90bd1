import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { type Answers, inferConfig, lookAtLog, questionsAbout, type UnknownLog } from '@twotower/data';
import { ConfigError } from '@twotower/schema';
import { advise } from '../advice.ts';
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
  refuseUnwritable(out);
  const log = await lookAtLog(resolve(flags.from));
  const answers = terminal && !flags.yes && !output.json ? await askAbout(log, terminal) : {};
  const { input, text, guesses, left, questions } = await inferConfig(log, dirname(out), answers);
  await write(out, text);
  for (const guess of guesses) {
    output.say(guess);
  }
  for (const column of left) {
    output.say(`left out: ${column}`);
  }
  for (const { message, guess, options } of questions) {
    const others = options.filter(({ value }) => value !== guess).map(({ value }) => value);
    output.say(`unsure: ${message} Took ${guess}; it may be ${others.join(' or ')}`);
  }
  output.result(
    input,
    `Wrote ${out}; try it with: ${advise(['experiment'], { config: flags.out ?? 'twotower.config.yaml' })}`,
  );
}

/** Before anything is looked at or asked. */
function refuseUnwritable(out: string): void {
  try {
    if (!statSync(dirname(out)).isDirectory()) {
      throw new ConfigError(
        `${out}: cannot be written, ${dirname(out)} is no folder; name another with --out`,
      );
    }
    accessSync(dirname(out), constants.W_OK | constants.X_OK);
  } catch (error) {
    throw error instanceof ConfigError ? error : unwritable(out, error);
  }
}

async function write(out: string, text: string): Promise<void> {
  try {
    await writeFile(out, text, { flag: 'wx' });
  } catch (error) {
    throw unwritable(out, error);
  }
}

function unwritable(out: string, error: unknown): ConfigError {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const why =
    code === 'ENOENT'
      ? 'its folder does not exist'
      : code === 'EACCES' || code === 'EPERM' || code === 'EROFS'
        ? 'this user may not write there'
        : code === 'EEXIST'
          ? 'a file or link of that name is there already'
          : error instanceof Error
            ? error.message
            : String(error);
  return new ConfigError(`${out}: cannot be written, ${why}; name another file with --out`);
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
