import type { UserBlock } from '@twotower/features';

/** The parts in the order of their labels. */
export const partNames = ['train', 'validation', 'test'] as const;
export type PartName = (typeof partNames)[number];

/** The label of each event of a block: 0 train, 1 validation, 2 test. Blocks are asked for in order, each once. */
export type PartLabels = (block: UserBlock) => Uint8Array;
