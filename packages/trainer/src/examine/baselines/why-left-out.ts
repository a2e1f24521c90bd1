import type { LeftOut } from '@twotower/schema';
import { freeMemory } from '../../prepare/free-memory.ts';
import { type BaselineName, type BaselineTraining, hasTimes } from './baseline-training.ts';
import { ialsCost } from './ials.ts';

/** Where baselines are fitted. */
export interface Means {
  /** Whether the native kernel multiplies EASE's matrices. */
  readonly byKernel: boolean;
  /** Bytes that may still be taken of those. */
  free(needed: number): number;
}

/** Of so many items EASE takes 4e12 multiply-adds: two minutes on two cores. Without the kernel half of them take that. */
const easeItems = { byKernel: 20_000, without: 10_000 };
/** Some ten seconds of one core. */
const ialsMost = 4e9;

/**
 * Why a baseline is left out and how to get it; undefined where it is taken. What is listed is taken wherever it can be; of
 * `auto`, whatever would take long is left out too.
 */
export function whyLeftOut(
  name: BaselineName,
  training: BaselineTraining,
  asked: 'listed' | 'auto',
  means: Means,
): Omit<LeftOut, 'baseline'> | undefined {
  const rule = rules[name];
  return (
    rule?.impossible?.(training, means) ?? (asked === 'auto' ? rule?.long?.(training, means) : undefined)
  );
}

/** The means of this process. */
export function ownMeans(byKernel: boolean): Means {
  return { byKernel, free: freeMemory };
}

type Judge = (training: BaselineTraining, means: Means) => Omit<LeftOut, 'baseline'> | undefined;

const rules: Partial<Record<BaselineName, { readonly impossible?: Judge; readonly long?: Judge }>> = {
  'recent-popularity': {
    impossible: (training) =>
      hasTimes(training)
        ? undefined
        : { reason: 'nothing is recent in a log without times', mend: 'name schema.event.time' },
  },
  transitions: {
    long: (training) =>
      training.inOrder || hasTimes(training)
        ? undefined
        : {
            reason: 'the log has no times, and its rows may lie in any order',
            mend: 'list it in evaluation.baselines if they lie in order',
          },
  },
  ease: {
    impossible: ({ counts: { length } }, { free }) => {
      const needed = easeBytes(length);
      const there = free(needed);
      return there < needed
        ? {
            reason: `its matrix of ${length} x ${length} items takes ${gibibytes(needed)} and ${gibibytes(there)} are free`,
            mend: 'run where more memory is free',
          }
        : undefined;
    },
    long: ({ counts: { length } }, { byKernel }) => {
      const most = byKernel ? easeItems.byKernel : easeItems.without;
      return length > most
        ? {
            reason: `of ${length} items, more than ${most}, it takes minutes and ${gibibytes(easeBytes(length))}`,
            mend: 'list it in evaluation.baselines',
          }
        : undefined;
    },
  },
  ials: {
    long: ({ positives, counts }) =>
      ialsCost(positives.length, positives.offsets.length - 1, counts.length) > ialsMost
        ? {
            reason: `${positives.length} positives take it more than some seconds`,
            mend: 'list it in evaluation.baselines',
          }
        : undefined,
  },
};

/** The matrix, and beside it what a step of its inversion reads. */
function easeBytes(items: number): number {
  return 4 * items * items + 4096 * items;
}

function gibibytes(bytes: number): string {
  return `${(bytes / 2 ** 30).toFixed(1)} GiB`;
}
