import type { Config } from '@twotower/schema';
import type { OnProgress } from '../progress.ts';
import { mergeRepeats } from './merge-repeats.ts';
import { positivesOf } from './positives.ts';
import type { Split } from './prepare.ts';

/** From this share on repeats change what is learnt. */
const fromShare = 0.01;

/**
 * The config with `data.repeats: auto` made one or the other. Where what was seen is masked nobody is recommended a thing twice,
 * so repeats teach what is not asked: they are merged where there are any to speak of.
 */
export function settleRepeats(config: Config, { train }: Split, onProgress?: OnProgress): Config {
  const { data, evaluation } = config;
  if (data.repeats !== 'auto') {
    return config;
  }
  const share = evaluation.seen === 'mask' ? shareOfRepeats(train) : 0;
  const repeats = share >= fromShare ? 'merge' : 'keep';
  if (repeats === 'merge') {
    const message = `${(100 * share).toFixed(0)} % of the positives repeat a pair of user and item: they are merged with its first (data.repeats: auto)`;
    onProgress?.({ kind: 'notice', message });
  }
  return { ...config, data: { ...data, repeats } };
}

/** The share of positives whose user had the item before. */
function shareOfRepeats(train: Split['train']): number {
  const positives = positivesOf([train]);
  const merged = mergeRepeats(positives, train.items.ids.length);
  return (positives.length - merged.length) / Math.max(1, positives.length);
}
