import type { CommonFlags } from './common-flags.ts';
import { readSettings } from './settings.ts';
import { shellWord } from './shell-word.ts';

/**
 * A command to paste next: the program as the caller started it, quoted where a shell needs it, at the same config and
 * store as the call it is printed by.
 *
 * Example: `advise(['promote', 'b1'], { store: 'my store' })` is `npm run twotower -- promote b1 --store 'my store'`.
 */
export function advise(
  words: readonly string[],
  { config, store }: Pick<CommonFlags, 'config' | 'store'> = {},
  program = readSettings().program,
): string {
  const place = [...(config ? ['--config', config] : []), ...(store ? ['--store', store] : [])];
  return [program, ...[...words, ...place].map((word) => shellWord(word))].join(' ');
}
