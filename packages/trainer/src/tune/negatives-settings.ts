import type { Config } from '@twotower/schema';
import { choice, type Setting } from './setting.ts';

/** How many uniform candidates a batch has beside its own items. */
export const negativesSettings: readonly Setting[] = [
  choice(
    {
      name: 'uniform negatives',
      applies: (config) => !ranksAll(config) && !hasInlineCode(config),
      read: uniformOf,
      write: withUniform,
    },
    [0, 256, 512, 1024, 2048],
  ),
];

/** The whole catalogue is among the candidates: drawing some of it again would say nothing. */
function ranksAll({ negatives }: Config): boolean {
  return negatives.some(({ kind }) => kind === 'all');
}

/** The list is written into a file, and a function cannot be. */
function hasInlineCode({ negatives }: Config): boolean {
  return negatives.some((negative) => negative.kind === 'custom' && typeof negative.source === 'function');
}

function uniformOf({ negatives }: Config): number {
  return negatives.reduce((sum, negative) => sum + (negative.kind === 'uniform' ? negative.count : 0), 0);
}

/** In-batch candidates, so many uniform ones, and what else the config has. */
function withUniform(config: Config, count: number): Config {
  const others = config.negatives.filter(({ kind }) => kind !== 'in-batch' && kind !== 'uniform');
  return {
    ...config,
    negatives: [{ kind: 'in-batch' }, ...(count > 0 ? [{ kind: 'uniform' as const, count }] : []), ...others],
  };
}
