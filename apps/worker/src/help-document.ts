import type { Argument, Command, Option } from 'commander';

/** What `--help` says, for programs. */
export interface HelpDocument {
  readonly command: string;
  readonly description: string;
  readonly arguments: readonly { readonly name: string; readonly description: string }[];
  readonly options: readonly HelpOption[];
  /** Of the program alone. */
  readonly commands: readonly HelpDocument[];
}

interface HelpOption {
  readonly flags: string;
  readonly description: string;
  readonly required: boolean;
  /** Absent where there is none. */
  readonly default?: unknown;
}

/** A command, or the program with all of its commands, as one document. */
export function helpDocument(command: Command): HelpDocument {
  return {
    command: command.name(),
    description: command.description(),
    arguments: command.registeredArguments.map(argumentOf),
    options: command.options.filter(({ hidden }) => !hidden).map(optionOf),
    commands: command.commands.map(helpDocument),
  };
}

function argumentOf(argument: Argument): HelpDocument['arguments'][number] {
  return { name: argument.name(), description: argument.description };
}

function optionOf({ flags, description, mandatory, defaultValue }: Option): HelpOption {
  return {
    flags,
    description,
    required: mandatory,
    ...(defaultValue !== undefined && { default: defaultValue }),
  };
}
