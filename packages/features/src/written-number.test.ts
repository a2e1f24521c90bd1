import { describe, expect, it } from 'vitest';
import { decimalSign, writtenNumber } from './written-number.ts';

describe('writtenNumber', () => {
  it.each([
    ['80.00', 80],
    ['1980.0', 1980],
    [' 7 ', 7],
    ['+5', 5],
    ['-1e-3', -0.001],
    ['.5', 0.5],
    ['5.', 5],
    ['007', 7],
    ['1,500', 1500],
    ['1,500.00', 1500],
    ['12,345,678.9', 12_345_678.9],
    ['-1,500.25', -1500.25],
    ['−3', -3],
    ['9,99', 9.99],
    ['0,125', 0.125],
    ['1234,567', 1234.567],
    ['1.500,00', 1500],
    ['1.500.000', 1_500_000],
    ['1 500,5', 1500.5],
    ['1\u202f500', 1500],
    ["12'345.50", 12_345.5],
  ])('%j is %d', (text, number) => {
    expect(writtenNumber(text)).toBe(number);
  });

  it.each([
    '',
    ' ',
    '-',
    'NA',
    'NaN',
    'Infinity',
    '1e999',
    '0x1F',
    '1,2,3',
    '1,500,00',
    '12 ab',
    '1.500.00',
    '$5',
    '24.11.2026',
  ])('%j is no number', (text) => {
    expect(writtenNumber(text)).toBeUndefined();
  });

  it('asks for the sign only where the text leaves it open', () => {
    expect(['1,500', '1.500', '9,99', '1,500.00'].map((text) => writtenNumber(text, ','))).toEqual([
      1.5, 1500, 9.99, 1500,
    ]);
    expect(writtenNumber('1.500')).toBe(1.5);
  });
});

describe('decimalSign', () => {
  it('is a comma where a number can be read in no other way, and none tells of a point', () => {
    expect(decimalSign(['1,500', '9,99', '12'])).toBe(',');
    expect(decimalSign(['1.500,00', '1,500'])).toBe(',');
    expect(decimalSign(['1,500', '80.00', '9,9'])).toBe('.');
    expect(decimalSign(['1,500', '12'])).toBe('.');
  });
});
