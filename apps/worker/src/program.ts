import { Command, Help, Option } from 'commander';
import type { Console } from './console.ts';
import {
  collected,
  entry,
  ids,
  listenAddress,
  nonEmpty,
  positiveInteger,
  wholeNumber,
} from './flag-value.ts';
import { helpDocument } from './help-document.ts';

/** The command line: every command with its flags. Parsing throws a CommanderError, for help too, and prints no error. */
export function buildProgram(output: Console): Command {
  const program = new Command('twotower')
    .description('Two-tower recall: from a click log to answered recalls')
    .exitOverride()
    .configureOutput({ outputError: () => {} })
    // Commands inherit it. With `--json` the help is the result, as of any command.
    .configureHelp({
      formatHelp(asked, help) {
        if (output.json) {
          output.result(helpDocument(asked), '');
        }
        return Help.prototype.formatHelp.call(this, asked, help);
      },
    })
    // Known before the command too; it is looked for before anything is parsed.
    .addOption(new Option('--json').hideHelp());

  command('init', 'write a config by looking at a file')
    .requiredOption('--from <file>', 'the log to look at')
    .option('--out <file>', 'where to write the config (default: twotower.config.yaml)')
    .option('--yes', 'take every guess instead of asking')
    .action(run(async () => (await import('./commands/init.ts')).initCommand));
  command('inspect', 'show what was read').action(
    run(async () => (await import('./commands/inspect.ts')).inspectCommand),
  );
  command('simulate', 'write a simulated log with its config')
    .requiredOption('--out <folder>', 'a new folder')
    .option('--users <n>', 'users', positiveInteger, 2000)
    .option('--items <n>', 'items', positiveInteger, 3000)
    .option('--events <n>', 'events, all types together', positiveInteger, 300_000)
    .option('--days <n>', 'days', positiveInteger, 14)
    .option('--seed <n>', 'same seed, same bytes', wholeNumber, 1)
    .action(run(async () => (await import('./commands/simulate.ts')).simulateCommand));
  command('train', 'train from scratch on all data and write a bundle')
    .option('--resume', 'go on from the checkpoint of an interrupted run')
    .option('--promote', 'point the champion at the new bundle')
    .action(run(async () => (await import('./commands/train.ts')).trainCommand));
  command('ingest', 'take files into the event log, each event once')
    .option(
      '--from <file>',
      "a file, folder or glob of the config's columns (default: the config's log)",
      nonEmpty,
    )
    .action(run(async () => (await import('./commands/ingest.ts')).ingestCommand));
  command('update', 'learn what has come to the event log and publish it')
    .option('--full', 'a full update: all weights, as a new bundle that has to pass the gate')
    .action(run(async () => (await import('./commands/update.ts')).updateCommand));
  command(
    'daemon',
    "update and prune by the clock of the config's `daemon` and `update.every`, until it is stopped",
  )
    .option('--once', 'do what is due by now, and end')
    .option(
      '--metrics <[host:]port>',
      'answer /metrics for Prometheus there (host: 127.0.0.1)',
      listenAddress,
    )
    .action(run(async () => (await import('./commands/daemon.ts')).daemonCommand));
  command('experiment', 'split, train and evaluate in one run; keeps nothing')
    .option(
      '--report <file>',
      'write a page of it too: curves, baselines, groups, examples, in one HTML file',
    )
    .action(run(async () => (await import('./commands/experiment.ts')).experimentCommand));
  command('tune', 'better settings by successive halving on the validation part; writes the best config')
    .option('--minutes <n>', 'no training begins after so many minutes', positiveInteger, 10)
    .option('--trials <n>', 'how many settings (default: as many as the minutes allow)', positiveInteger)
    .option('--resume', 'go on with what an interrupted search has measured')
    .requiredOption('--out <file>', 'the config to write, beside the one it is made from')
    .action(run(async () => (await import('./commands/tune.ts')).tuneCommand));
  command('evaluate', 'a bundle against a log of newer events')
    .option('--bundle <id>', 'which bundle (default: the champion)')
    .option('--events <file>', "the log (default: the config's)")
    .action(run(async () => (await import('./commands/evaluate.ts')).evaluateCommand));
  command('recall', 'one query, without a server')
    .option('--user <id>', 'the user', nonEmpty)
    .option('--history <id,id>', 'items of a session, oldest first, in the place of the stored history', ids)
    .option('--features <column=value>', "a value of the user's; again for each column", collected(entry))
    .option(
      '--context <column=value>',
      "a value of the request's, as a time or device; again for each column",
      collected(entry),
    )
    .option('-k <n>', 'how many items', positiveInteger, 10)
    .option('--bundle <id>', 'which bundle (default: the champion)')
    .action(run(async () => (await import('./commands/recall.ts')).recallCommand));
  command('export', 'vectors, or the best items of every user, in a Parquet file')
    .requiredOption('--what <what>', 'vectors or topk', nonEmpty)
    .requiredOption('--out <file>', 'a file that ends in .parquet', nonEmpty)
    .option('-k <n>', 'how many items of each user', positiveInteger, 100)
    .option('--bundle <id>', 'which bundle (default: the champion)')
    .action(run(async () => (await import('./commands/export.ts')).exportCommand));
  command('bundles', 'list the bundles with their aliases and metrics')
    .option('--verify', 'read every file and compare its sum, which takes a while')
    .action(run(async () => (await import('./commands/bundles.ts')).bundlesCommand));
  command('promote', 'point an alias at a bundle')
    .argument('<bundle>', 'the bundle')
    .option('--alias <name>', 'the alias', 'champion')
    .action(runOn(async () => (await import('./commands/promote.ts')).promoteCommand));
  command('rollback', 'point an alias at what it pointed at before')
    .option('--alias <name>', 'the alias', 'champion')
    .action(run(async () => (await import('./commands/rollback.ts')).rollbackCommand));
  command('erase', "take a person's events out of the event log")
    .requiredOption('--user <id>', 'the user', nonEmpty)
    .action(run(async () => (await import('./commands/erase.ts')).eraseCommand));
  command('prune', "remove old events and bundles, as the config's retention says").action(
    run(async () => (await import('./commands/prune.ts')).pruneCommand),
  );
  const keys = program.command('keys').description('API keys of the recall server');
  command('create', 'a new key, which is shown this once', keys)
    .requiredOption('--scope <scope>', 'what it is for: recall, events, read, admin; several with commas')
    .option('--name <text>', 'for people: who uses it', nonEmpty)
    .action(run(async () => (await import('./commands/keys.ts')).createKeyCommand));
  command('list', 'the keys that work', keys).action(
    run(async () => (await import('./commands/keys.ts')).listKeysCommand),
  );
  command('revoke', 'make a key useless', keys)
    .argument('<id>', 'the key, by its id')
    .action(runOn(async () => (await import('./commands/keys.ts')).revokeKeyCommand));
  command('doctor', 'the engine in use and why, memory, the health of the store').action(
    run(async () => (await import('./commands/doctor.ts')).doctorCommand),
  );
  return program;

  function command(name: string, description: string, under: Command = program): Command {
    return under
      .command(name)
      .description(description)
      .option('--config <file>', 'config file (default: twotower.config.* here)')
      .option('--store <folder>', "the store's folder (default: the config's)")
      .option('--json', 'one JSON document on stdout, of a failure too; logs on stderr');
  }

  /** Commands are loaded when they are called: `--help` and `bundles` need no TensorFlow and no DuckDB. */
  function run<Flags>(load: () => Promise<(flags: Flags, output: Console) => Promise<void>>) {
    return async (flags: Flags) => (await load())(flags, output);
  }

  function runOn<Flags>(
    load: () => Promise<(argument: string, flags: Flags, output: Console) => Promise<void>>,
  ) {
    return async (argument: string, flags: Flags) => (await load())(argument, flags, output);
  }
}
