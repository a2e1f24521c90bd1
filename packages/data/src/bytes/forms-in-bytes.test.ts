import { parseDate } from '@twotower/features';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { instantInBytes } from './instant-in-bytes.ts';
import { KnownTexts } from './known-texts.ts';
import { numberInBytes } from './number-in-bytes.ts';

/** The text between other bytes, so that whoever reads past its ends is found out. */
function within<T>(text: string, read: (bytes: Uint8Array, from: number, to: number) => T): T {
  const bytes = Buffer.from(`9${text}9`);
  return read(bytes, 1, bytes.length - 1);
}

it('a number is what Number gives, or left to it', () => {
  const digits = fc.stringMatching(/^-?\d{0,17}(\.\d{0,17})?$/);
  fc.assert(
    fc.property(fc.oneof(digits, fc.double().map(String), fc.string({ maxLength: 6 })), (text) => {
      const number = within(text, numberInBytes);
      expect(Number.isNaN(number) || Object.is(number, Number(text))).toBe(true);
    }),
    { numRuns: 2000 },
  );
  expect(['12', '-1.5', '0', '007', '1767225600000'].map((text) => within(text, numberInBytes))).toEqual([
    12, -1.5, 0, 7, 1767225600000,
  ]);
});

it.each(['', '-', '.', '1.', '.5', '1e3', '1,5', '-0', '0x1', ' 1', '1234567890123456', '1.2.3'])(
  'of a form of its own (%j) it says nothing that is wrong',
  (text) => {
    const number = within(text, numberInBytes);
    expect(Number.isNaN(number) || number === Number(text)).toBe(true);
  },
);

it('an instant is what parseDate gives, or left to it', () => {
  const two = (most: number) => fc.integer({ min: 0, max: most }).map((n) => String(n).padStart(2, '0'));
  const year = fc.integer({ min: 1890, max: 2110 }).map(String);
  const date = fc.tuple(year, two(13), two(32)).map((parts) => parts.join('-'));
  const clock = fc.tuple(two(25), two(61), two(62)).map((parts) => parts.join(':'));
  const text = fc
    .tuple(
      date,
      fc.constantFrom('', 'T', ' ', 't'),
      clock,
      fc.constantFrom('', '.5', '.057', '.1234'),
      fc.constantFrom('', 'Z', ' UTC', '+02:00'),
    )
    .map(([day, between, time, fraction, zone]) =>
      between === '' ? day : `${day}${between}${time}${fraction}${zone}`,
    );
  fc.assert(
    fc.property(text, (written) => {
      const instant = within(written, instantInBytes);
      expect(Number.isNaN(instant) || instant === parseDate(written)).toBe(true);
    }),
    { numRuns: 5000 },
  );
  for (const written of [
    '2024-02-29',
    '2026-05-07T06:30:00Z',
    '1970-01-01 00:00:00',
    '2026-05-07T06:30:00.057Z',
  ]) {
    expect(within(written, instantInBytes)).toBe(parseDate(written));
  }
  expect(within('2023-02-29', instantInBytes)).toBeNaN();
});

it('texts get codes in the order they are first seen, however many there are', () => {
  const texts = new KnownTexts();
  const known = new Map<string, number>();
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 3 }), { maxLength: 2000 }), (seen) => {
      for (const text of seen) {
        const expected = known.get(text) ?? known.size;
        known.set(text, expected);
        expect(within(text, (...where) => texts.code(...where))).toBe(expected);
      }
    }),
  );
  expect(texts.takeNew()).toEqual([...known.keys()]);
  expect(texts.takeNew()).toEqual([]);
});
