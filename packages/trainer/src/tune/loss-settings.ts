import type { Config } from '@twotower/schema';
import { choice, type Setting, scale } from './setting.ts';

/** The loss with what is its own, and the correction by log Q. */
export const lossSettings: readonly Setting[] = [
  choice({ name: 'loss', read: ({ loss }) => loss.kind, write: withLoss }, [
    'softmax',
    'softmax',
    'softmax',
    'bsl',
  ]),
  choice({ name: 'logQ', applies: hasLogQ, read: logQOf, write: withLogQ }, ['count', 'count', 'none']),
  scale({ name: 'c', applies: isBsl, read: cOf, write: withC }, 1.02, 1.4),
];

function withLoss(config: Config, kind: 'softmax' | 'bsl'): Config {
  const { loss } = config;
  if (loss.kind === kind) {
    return config;
  }
  const logQ = 'logQ' in loss ? loss.logQ : 'count';
  return {
    ...config,
    loss: kind === 'bsl' ? { kind, logQ, c: 1.22 } : { kind, logQ, logQForm: 'plain' },
  };
}

function hasLogQ({ loss }: Config): boolean {
  return loss.kind === 'softmax' || loss.kind === 'bsl';
}

function logQOf({ loss }: Config): string | undefined {
  return 'logQ' in loss ? loss.logQ : undefined;
}

function withLogQ(config: Config, logQ: 'none' | 'count'): Config {
  const { loss } = config;
  return 'logQ' in loss ? { ...config, loss: { ...loss, logQ } } : config;
}

function isBsl({ loss }: Config): boolean {
  return loss.kind === 'bsl';
}

function cOf({ loss }: Config): number | undefined {
  return loss.kind === 'bsl' ? loss.c : undefined;
}

function withC(config: Config, c: number): Config {
  const { loss } = config;
  return loss.kind === 'bsl' ? { ...config, loss: { ...loss, c } } : config;
}
