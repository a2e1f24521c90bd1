import type { RecallAnswer } from '@twotower/api';
import { expect, it } from 'vitest';
import { PastAnswers } from './past-answers.ts';

const answer = (requestId: string): RecallAnswer => ({
  requestId,
  bundleId: 'b',
  deltaSequence: 1,
  source: 'model',
  items: ['x', 'y', 'z'].map((itemId) => ({ itemId, score: 1 })),
});

it('remembers the latest answers and the best of their items, and forgets a person', () => {
  const answers = new PastAnswers({ answers: 2, items: 2 });
  answers.keep(answer('1'), { userId: 'ann' });
  answers.keep(answer('2'), { userId: 'ann', alias: 'shadow' });
  answers.keep(answer('3'), {});
  expect(() => answers.get('1')).toThrow('no such answer');
  expect(answers.get('2')).toEqual({
    requestId: '2',
    at: expect.stringMatching(/^\d{4}-.*Z$/),
    userId: 'ann',
    alias: 'shadow',
    bundleId: 'b',
    deltaSequence: 1,
    source: 'model',
    itemIds: ['x', 'y'],
  });
  answers.erase('ann');
  expect(() => answers.get('2')).toThrow('no such answer');
  expect(answers.get('3')).toMatchObject({ userId: undefined, alias: 'champion' });
});
