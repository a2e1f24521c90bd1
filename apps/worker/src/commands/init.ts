import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { inferConfig } from '@twotower/data';
import { ConfigError } from '@twotower/schema';
import type { Console } from '../console.ts';

export interface InitFlags {
  readonly from: string;
  readonly out?: string;
}

/** `init`: writes a commented config by looking at a file; never over one that is there. */
export async function initCommand(flags: InitFlags, output: Console): Promise<void> {
  const { input, text, guesses } = await inferConfig(resolve(flags.from));
  const out = resolve(flags.out ?? 'twotower.config.yaml');
  if (existsSync(out)) {
    throw new ConfigError(`${out} exists already; name another file with --out or remove it`);
  }
  await writeFile(out, text, { flag: 'wx' });
  for (const guess of guesses) {
    output.say(`guess: ${guess}`);
  }
  output.result(
    input,
    `Wrote ${out}; try it with: twotower experiment --config ${flags.out ?? 'twotower.config.yaml'}`,
  );
}
