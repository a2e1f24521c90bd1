import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { bundlesCommand } from './commands/bundles.ts';
import { doctorCommand } from './commands/doctor.ts';
import { evaluateCommand } from './commands/evaluate.ts';
import { experimentCommand } from './commands/experiment.ts';
import { initCommand } from './commands/init.ts';
import { inspectCommand } from './commands/inspect.ts';
import { promoteCommand } from './commands/promote.ts';
import { recallCommand } from './commands/recall.ts';
import { simulateCommand } from './commands/simulate.ts';
import { trainCommand } from './commands/train.ts';
import { type Console, openConsole } from './console.ts';
import { errorText, exitCodeOf } from './exit-code.ts';

const program = new Command('twotower')
  .description('Two-tower recall: from a click log to answered recalls')
  .exitOverride();

command('init', 'write a config by looking at a file')
  .requiredOption('--from <file>', 'the log to look at')
  .option('--out <file>', 'where to write the config (default: twotower.config.yaml)')
  .action(run(initCommand));
command('inspect', 'show what was read').action(run(inspectCommand));
command('simulate', 'write a simulated log with its config')
  .requiredOption('--out <folder>', 'a new folder')
  .option('--users <n>', 'users', positiveInteger, 2000)
  .option('--items <n>', 'items', positiveInteger, 3000)
  .option('--events <n>', 'events, all types together', positiveInteger, 300_000)
  .option('--days <n>', 'days', positiveInteger, 14)
  .option('--seed <n>', 'same seed, same bytes', wholeNumber, 1)
  .action(run(simulateCommand));
command('train', 'train from scratch on all data and write a bundle')
  .option('--resume', 'go on from the checkpoint of an interrupted run')
  .option('--promote', 'point the champion at the new bundle')
  .action(run(trainCommand));
command('experiment', 'split, train and evaluate in one run; keeps nothing').action(run(experimentCommand));
command('evaluate', 'a bundle against a log of newer events')
  .option('--bundle <id>', 'which bundle (default: the champion)')
  .option('--events <file>', "the log (default: the config's)")
  .action(run(evaluateCommand));
command('recall', 'one query, without a server')
  .requiredOption('--user <id>', 'the user')
  .option('-k <n>', 'how many items', positiveInteger, 10)
  .option('--bundle <id>', 'which bundle (default: the champion)')
  .action(run(recallCommand));
command('bundles', 'list the bundles with their aliases and metrics').action(run(bundlesCommand));
command('promote', 'point an alias at a bundle')
  .argument('<bundle>', 'the bundle')
  .option('--alias <name>', 'the alias', 'champion')
  .action(runOn(promoteCommand));
command('doctor', 'the engine in use and why, memory, the health of the store').action(run(doctorCommand));

function command(name: string, description: string): Command {
  return program
    .command(name)
    .description(description)
    .option('--config <file>', 'config file (default: twotower.config.* here)')
    .option('--store <folder>', "the store's folder (default: the config's)")
    .option('--json', 'one JSON document on stdout, logs on stderr');
}

function run<Flags>(action: (flags: Flags, output: Console) => Promise<void>) {
  return (flags: Flags & { json?: boolean }) => action(flags, openConsole(flags.json === true));
}

function runOn<Flags>(action: (argument: string, flags: Flags, output: Console) => Promise<void>) {
  return (argument: string, flags: Flags & { json?: boolean }) =>
    action(argument, flags, openConsole(flags.json === true));
}

function positiveInteger(text: string): number {
  const value = wholeNumber(text);
  if (value < 1) {
    throw new InvalidArgumentError('must be at least 1');
  }
  return value;
}

function wholeNumber(text: string): number {
  if (!/^\d{1,15}$/.test(text)) {
    throw new InvalidArgumentError('must be a whole number');
  }
  return Number(text);
}

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    // Commander has printed its own message; help and version are no failures.
    process.exitCode = error.exitCode === 0 ? 0 : 2;
  } else {
    process.stderr.write(`${errorText(error)}\n`);
    process.exitCode = exitCodeOf(error);
  }
}
