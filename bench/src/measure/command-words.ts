import { parseArgs } from 'node:util';

type Flags = Readonly<
  Record<string, { type: 'string'; default: string } | { type: 'boolean'; default: false }>
>;

/** A flag's text, or whether it is there. */
type Values<T extends Flags> = {
  readonly [name in keyof T]: T[name]['default'] extends string ? string : boolean;
};

/**
 * The flags and other words of a command.
 *
 * @param most how many words may stand beside the flags
 * @throws Error that names a word which the command does not know
 */
export function commandWords<T extends Flags>(
  words: readonly string[],
  options: T,
  most = 0,
): { readonly values: Values<T>; readonly positionals: readonly string[] } {
  const parsed: { readonly values: unknown; readonly positionals: readonly string[] } = parseArgs({
    args: [...words],
    options,
    allowPositionals: true,
  });
  const { positionals } = parsed;
  if (positionals.length > most) {
    throw new Error(`"${positionals[most]}" is one word too many; see pnpm bench --help`);
  }
  return { values: parsed.values as Values<T>, positionals };
}

/**
 * A whole number a person wrote, such as `3`, `10M` or `200k`.
 *
 * @throws Error that names what was to be a number, and what it is
 */
export function wholeNumber(name: string, text: string, least = 1): number {
  const match = /^(\d+)([kM]?)$/.exec(text);
  const value = match ? Number(match[1]) * ({ k: 1e3, M: 1e6 }[match[2]] ?? 1) : Number.NaN;
  if (!(value >= least)) {
    throw new Error(`${name}: "${text}" is no whole number of at least ${least}; write it as 3, 200k or 10M`);
  }
  return value;
}

/** Several of them, with commas between. */
export function wholeNumbers(name: string, text: string, least = 1): number[] {
  return text.split(',').map((part) => wholeNumber(name, part, least));
}
