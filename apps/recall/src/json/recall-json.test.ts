import type { RecallAnswer } from '@twotower/api';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { recallBatchJson, recallJson, similarJson } from './recall-json.ts';
import { scoreText } from './score-text.ts';

const value = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constant(null),
  fc.array(fc.string()),
);
const item = fc.record(
  {
    itemId: fc.string({ unit: 'binary', minLength: 1 }),
    score: fc.float({ noNaN: true, noDefaultInfinity: true }),
    attributes: fc.dictionary(fc.string(), value),
    explanation: fc.constant({ cosine: 0.5, aggregation: 0, prior: 0.1, rank: 1, nearest: [] }),
  },
  { requiredKeys: ['itemId', 'score'] },
);
const rounded = (score: number) => Number(score.toPrecision(6));

it('is the JSON of the answer, with scores of six digits', () => {
  fc.assert(
    fc.property(fc.array(item, { maxLength: 8 }), fc.string(), (items, requestId) => {
      const answer: RecallAnswer = { requestId, bundleId: 'b"', deltaSequence: 3, source: 'session', items };
      const expected = {
        ...answer,
        items: items.map((one) => ({ ...one, score: rounded(one.score) })),
      };
      const plain = JSON.parse(JSON.stringify(expected));
      // A second time from the pieces that are known by then.
      for (let time = 0; time < 2; time++) expect(JSON.parse(recallJson(answer))).toEqual(plain);
      expect(JSON.parse(recallBatchJson({ answers: [answer, answer] }))).toEqual({ answers: [plain, plain] });
      const similar = { itemId: 'a\u2028', bundleId: 'b', items };
      expect(JSON.parse(similarJson(similar))).toEqual({ ...similar, items: plain.items });
    }),
  );
});

it('does not take one item for another where two have the same attributes', () => {
  const attributes = { a: 1 };
  const items = ['x', 'y'].map((itemId) => ({ itemId, score: 1, attributes }));
  const answer: RecallAnswer = { requestId: 'r', bundleId: 'b', deltaSequence: 0, source: 'model', items };
  expect(JSON.parse(recallJson(answer)).items).toEqual(items);
});

it('writes any score as JSON numbers of at most six digits', () => {
  for (const [score, text] of [
    [0.5, '0.500000'],
    [-0.1234567, '-0.123457'],
    [0.9999999, '1'],
    [0.09999999, '0.1'],
    [12.3456789, '12.3457'],
    [0, '0'],
    [-3e-9, '-3e-9'],
  ] as const) {
    expect(scoreText(score)).toBe(text);
  }
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (score) => {
      expect(JSON.parse(scoreText(score))).toBe(rounded(score) + 0);
    }),
  );
});
