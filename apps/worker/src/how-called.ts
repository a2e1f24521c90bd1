import { basename, delimiter, dirname, relative, sep } from 'node:path';
import { shellWord } from './shell-word.ts';

export interface Process {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** `process.argv`: the second is the script. */
  readonly argv: readonly string[];
  readonly cwd: string;
}

/**
 * The words that start this program as it was started, to stand before a command in advice: `npm run twotower --`,
 * `npx pnpm@10.34.8 twotower`, `npx twotower`, `twotower` or `node apps/worker/bin/twotower.js`.
 */
export function howCalled({ environment, argv, cwd }: Process): string {
  const agent = environment.npm_config_user_agent ?? '';
  const [, manager = '', version = ''] = /^(npm|pnpm|yarn|bun)\/(\S*)/.exec(agent) ?? [];
  if (manager !== '' && environment.npm_lifecycle_event === 'twotower') {
    return managerOf(manager, version, environment).script;
  }
  if (manager !== '' && environment.npm_command === 'exec') {
    return managerOf(manager, version, environment).binary;
  }
  return byPath(argv[1] ?? 'twotower', cwd, environment) ?? managerOf(manager, version, environment).binary;
}

/** How each package manager runs a script of package.json and an installed program, both named `twotower`. */
function managerOf(manager: string, version: string, environment: Process['environment']) {
  switch (manager) {
    case 'pnpm': {
      // Fetched for this one call by npx, so that there is no `pnpm` to type.
      const fetched = /[\\/]_npx[\\/]/.test(environment.npm_execpath ?? '');
      const pnpm = fetched ? `npx pnpm@${version}` : 'pnpm';
      return { script: `${pnpm} twotower`, binary: `${pnpm} exec twotower` };
    }
    case 'yarn':
      return { script: 'yarn twotower', binary: 'yarn twotower' };
    case 'bun':
      return { script: 'bun run twotower', binary: 'bunx twotower' };
    default:
      return { script: 'npm run twotower --', binary: 'npx twotower' };
  }
}

/** Undefined for the link in `node_modules/.bin`, which is called by a package manager. */
function byPath(script: string, cwd: string, environment: Process['environment']): string | undefined {
  if (basename(script).replace(/\.(cmd|ps1)$/, '') === 'twotower') {
    const folder = dirname(script);
    if (folder.endsWith(`${sep}node_modules${sep}.bin`)) {
      return undefined;
    }
    const onPath = (environment.PATH ?? '').split(delimiter).includes(folder);
    return onPath ? 'twotower' : shellWord(script);
  }
  const near = relative(cwd, script);
  return `node ${shellWord(near.startsWith('..') ? script : near)}`;
}
