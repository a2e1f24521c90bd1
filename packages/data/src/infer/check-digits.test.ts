import { expect, it } from 'vitest';
import { isBarcode, isBookNumber } from './check-digits.ts';

it.each(['0-306-40615-2', '080442957X', '9780306406157', '978-0-306-40615-7', '80442957X'])(
  '%s is the number of a book, with or without its leading zeros',
  (text) => {
    expect(isBookNumber(text)).toBe(true);
  },
);

it.each(['0306406153', '9780306406158', '12345', 'a title', ''])('%s is none', (text) => {
  expect(isBookNumber(text)).toBe(false);
});

it('a barcode ends in the digit that follows from the others', () => {
  expect(['4006381333931', '036000291452', '96385074'].map(isBarcode)).toEqual([true, true, true]);
  expect(['4006381333932', '036000291453', '12345678901', 'x'].map(isBarcode)).toEqual(Array(4).fill(false));
});
