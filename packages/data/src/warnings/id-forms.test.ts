import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differenceOf, plainForm } from './id-forms.ts';

describe('the plain form of an id', () => {
  it.each([
    ['7001.0', '7001'],
    ['0007001', '7001'],
    [' 7001\u00a0', '7001'],
    ['"7001"', '7001'],
    ['7,001', '7001'],
    ['7.001e3', '7001'],
    ['0', '000.00'],
    ['Sku-7', 'SKU-7'],
    ['{3F2A}', '3f2a'],
    ['Am\u00e9lie', 'Ame\u0301lie'],
    ['x\u200b1', 'x1'],
  ])('is one for %j and %j', (one, other) => {
    expect(plainForm(one)).toBe(plainForm(other));
  });

  it.each([
    ['7001', '70010'],
    ['7001.5', '7001'],
    ['-7', '7'],
    ['a007', 'a7'],
    ['1.2', '1.20a'],
    ['7,01', '701'],
  ])('parts %j from %j', (one, other) => {
    expect(plainForm(one)).not.toBe(plainForm(other));
  });

  it('is the same for every way of writing a whole number', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(9), fc.nat(3), (n, zeros, decimals) => {
        const written = `${'0'.repeat(zeros)}${n}${decimals > 0 ? `.${'0'.repeat(decimals)}` : ''}`;
        expect(plainForm(written)).toBe(String(n));
      }),
    );
  });
});

describe('the difference of two ids of one form', () => {
  it.each([
    ['7001 ', '7001', /blanks around it/],
    ['SKU7', 'sku7', /capital letters/],
    ['7001.0', '7001', /the \.0 of fractions.*Int64/],
    ['007001', '7001', /leading zeros/],
    ['"7001"', '7001', /the way it is written; write both alike/],
  ])('of %j and %j is told', (one, other, words) => {
    const { what, mend } = differenceOf(one, other);
    expect(`${what}; ${mend}`).toMatch(words);
  });
});
