import type { Report } from '@twotower/schema';
import { windowWords } from '../window-words.ts';
import { whole } from './figures.ts';

const partOfSplit: Readonly<Record<string, string>> = {
  temporal: 'the newest positives of the log',
  random: 'positives drawn at random',
  rolling: 'the newest positives of the log, window by window',
  'leave-last-out': "each user's last positive",
  files: 'the positives of a file of its own',
  events: 'the positives of a newer log',
};

/** How the figures were measured, in sentences. */
export function protocolWords({ protocol }: Report): string[] {
  const { split, part, seen, users, items, trainEvents, testEvents, seed } = protocol;
  if (part === 'none') {
    return [`The model learnt from ${whole(trainEvents)} positives of ${whole(items)} items; seed ${seed}.`];
  }
  const held = partOfSplit[split] ?? `a ${split} split`;
  const masked =
    seen === 'mask'
      ? 'what a user has taken before is left out of the ranking and of the test'
      : 'what a user has taken before stays in the ranking';
  const windows = windowWords(protocol);
  return [
    `Measured on the ${part} part: ${held}, ${whole(testEvents)} of ${whole(users)} users.`,
    ...(windows === undefined
      ? []
      : [
          `${windows}, each tested on a model that learnt all before it. Figures are of users and windows together, their intervals over users; items, examples and lists are of the last window.`,
        ]),
    `All ${whole(items)} items of the catalogue are ranked for every user; ${masked}.`,
    `Model and baselines learnt from the same ${whole(trainEvents)} positives before; seed ${seed}. Figures are means over users.`,
  ];
}
