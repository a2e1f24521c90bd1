import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Filter, filterLimits, filterSchema } from './filter.ts';
import { invalidRequest } from './invalid-request.ts';
import { recallBatchRequestSchema, recallRequestSchema } from './recall.ts';
import { similarRequestSchema } from './similar.ts';

function failure(request: unknown) {
  const result = recallRequestSchema.safeParse(request);
  if (result.success) throw new Error('the request was accepted');
  const { field, message } = invalidRequest(result.error, Object.keys(recallRequestSchema.shape));
  return { field, message };
}

it('never throws on any JSON, and accepts only what it gives back', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(recallRequestSchema.safeParse({ filter: value }).success).toBe(
        filterSchema.safeParse(value).success,
      );
    }),
  );
});

it('names the first offending value and the mend', () => {
  expect(failure({ histroy: [] })).toEqual({
    field: 'histroy',
    message: 'unknown key histroy; did you mean history?',
  });
  expect(failure({ exclude: ['a', 3] }).field).toBe('exclude.1');
  const filter = { and: [{ field: 'a', op: 'eq', value: 1 }, { not: { field: 'a', op: 'in', value: 1 } }] };
  expect(failure({ filter }).field).toMatch(/^filter/);
});

it('tells a number in the place of an id how to be written', () => {
  expect(failure({ userId: 42 })).toEqual({
    field: 'userId',
    message: 'userId: 42 is a number; ids are text: "42"',
  });
  expect(failure({ history: ['a', 7] })).toEqual({
    field: 'history.1',
    message: 'history.1: 7 is a number; ids are text: "7"',
  });
  expect(failure({ exclude: [0] }).message).toBe('exclude.0: 0 is a number; ids are text: "0"');
  // Past 2^53 the number that was read is not the one that was sent.
  expect(failure(JSON.parse('{"userId":9007199254740993}')).message).toMatch(
    /ids are text: put it in quotes$/,
  );
  expect(failure({ userId: true }).message).toMatch(/^userId: .*expected string/);
  for (const userId of ['i7\0zz', 'half \ud800']) {
    expect(failure({ userId }).message).toContain('userId: holds a NUL or half a character');
  }
  const batch = recallBatchRequestSchema.safeParse({ requests: [{}, { userId: 42 }] });
  expect(batch.success ? '' : invalidRequest(batch.error).message).toBe(
    'requests.1.userId: 42 is a number; ids are text: "42"',
  );
});

it('takes a context of scalars and lists under any column name, and names what it cannot take', () => {
  const context = { timestamp: 1.75e12, device: 'tv', tags: ['a', 2], gone: null };
  expect(recallRequestSchema.parse({ context }).context).toEqual(context);
  const vector = Buffer.from(new Float32Array(1024).buffer).toString('base64');
  expect(recallRequestSchema.safeParse({ context: { vector } }).success).toBe(true);
  expect(failure({ context: { device: { kind: 'tv' } } }).field).toBe('context.device');
  expect(failure({ context: [] }).field).toBe('context');
});

it('bounds the depth and the size of filters', () => {
  let deep: Filter = { field: 'a', op: 'eq', value: 1 };
  for (let level = 1; level < filterLimits.depth; level++) deep = { not: deep };
  expect(filterSchema.safeParse(deep).success).toBe(true);
  expect(failure({ filter: { not: deep } }).message).toContain('nested deeper');
  const wide = {
    or: Array.from({ length: filterLimits.conditions }, () => ({ field: 'a', op: 'eq', value: 1 })),
  };
  expect(failure({ filter: wide }).message).toContain('more than');
});

it('reads whole numbers of a query as text or number', () => {
  expect(similarRequestSchema.parse({ itemId: 'a', k: '7' }).k).toBe(7);
  expect(similarRequestSchema.parse({ itemId: 'a', k: 7 }).k).toBe(7);
  for (const k of ['', '1e2', '0x10', '1.5', '1001']) {
    expect(similarRequestSchema.safeParse({ itemId: 'a', k }).success).toBe(false);
  }
});
