import type { Random } from '@twotower/core';
import type { LearningConfig } from '../prepare/learning-config.ts';
import type { TrainingData } from '../prepare/prepare.ts';
import { epochOrder, epochRandom, type OrderedWindow } from './epoch-order.ts';
import { createWindows, windowSize } from './windows.ts';

/** What a run is taught, pass by pass. */
export interface Feed {
  /** How many passes there are. */
  readonly passes: number;
  /** A pass, from 1. It depends on its number alone, so that a run which goes on later is taught the same. */
  pass(number: number): Pass;
}

export interface Pass {
  /** From 1. */
  readonly number: number;
  /** Draws the order of the events, window by window as they are opened, and what a batch needs of chance. */
  readonly random: Random;
  /** Each is opened when it is asked for. */
  readonly windows: Iterable<OrderedWindow>;
  /**
   * Of how many events a batch is meant to be: those of a shorter one have the say that they have in it. Default: a batch moves the
   * model as much as any other.
   */
  readonly meant?: number;
}

/** The training part once a pass, in a random order, a new one each time. */
export function shuffledFeed(
  config: LearningConfig,
  data: Pick<TrainingData, 'positives' | 'dropped' | 'encodedItems' | 'counts'>,
  passes: number,
  { size = windowSize, meant }: { readonly size?: number; readonly meant?: number } = {},
): Feed {
  const windows = createWindows(data, size);
  return {
    passes,
    pass(number) {
      const random = epochRandom(config, number);
      return {
        number,
        random,
        windows: epochOrder(config, windows, data.counts, number, random),
        ...(meant !== undefined && { meant }),
      };
    },
  };
}
