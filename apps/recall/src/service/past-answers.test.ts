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
  answers.keep(answer('1'), { userId: 'ann', k: 3 });
  answers.keep(answer('2'), { userId: 'ann', alias: 'shadow', k: 3 });
  answers.keep(answer('3'), { k: 3, exclude: Array.from({ length: 300 }, (_, i) => `i${i}`) });
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
    request: { userId: 'ann', alias: 'shadow', k: 3 },
  });
  expect(answers.list({ limit: 5 }).answers.map(({ requestId }) => requestId)).toEqual(['3', '2']);
  expect(answers.list({ limit: 5, userId: 'ann' }).answers).toMatchObject([{ requestId: '2', items: 2 }]);
  expect(answers.list({ limit: 5, before: '2020-01-01T00:00:00Z' }).answers).toEqual([]);
  expect(answers.get('3').request, 'too long to be kept').toBeUndefined();
  answers.erase('ann');
  expect(() => answers.get('2')).toThrow('no such answer');
  expect(answers.get('3')).toMatchObject({ userId: undefined, alias: 'champion' });
});
