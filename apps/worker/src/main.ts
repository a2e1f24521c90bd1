import { CommanderError } from 'commander';
import { openConsole } from './console.ts';
import { followParent } from './daemon/follow-parent.ts';
import { failureOf } from './failure.ts';
import { buildProgram } from './program.ts';
import { outliveReaders, reserveStdout } from './stdout.ts';
import { UsageError } from './usage-error.ts';

const json = asksForJson(process.argv.slice(2));
const output = followParent(openConsole(json, json ? reserveStdout() : process.stdout));

outliveReaders(failAndEnd);
process.on('uncaughtException', failAndEnd);

try {
  await buildProgram(output).parseAsync();
  output.end();
} catch (error) {
  if (isHelp(error)) {
    output.end();
  } else {
    fail(error);
  }
}

function fail(error: unknown): void {
  const failure = failureOf(usageOf(error));
  output.fail(failure);
  process.exitCode = failure.exit;
}

/** For what is thrown outside the command's own calls, where threads and files would keep the process alive. */
function failAndEnd(error: unknown): void {
  fail(error);
  process.exit();
}

/** Looked for before flags are parsed, as it holds for a flag that does not exist too. */
function asksForJson(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  return args.slice(0, end < 0 ? undefined : end).includes('--json');
}

function isHelp(error: unknown): boolean {
  return error instanceof CommanderError && error.exitCode === 0;
}

/** The parser's complaint in words of its own; without a command it shows the help, which is no answer. */
function usageOf(error: unknown): unknown {
  if (!(error instanceof CommanderError)) {
    return error;
  }
  return new UsageError(
    error.code === 'commander.help'
      ? 'no command is given; --help lists them'
      : error.message.replace(/^error: /, ''),
  );
}
