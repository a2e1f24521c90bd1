import { isMissing } from '../missing-words.ts';
import { isBarcode, isBookNumber } from './check-digits.ts';
import type { ColumnProfile } from './column-profile.ts';
import { wordsOf } from './name-words.ts';
import { recurringShare } from './recurring.ts';
import { isCodeName, isIdName, nameFits } from './role-names.ts';

/** From so many different values a row on, what has the form of an identifier names each thing and no group of things. */
const leastDistinct = 0.2;
/** Share of the values that must have a form. */
const most = 0.9;
const sampleValues = 5000;
const fewestRows = 10;

type Form = readonly [what: string, fits: (text: string) => boolean];

const checked: readonly Form[] = [
  ['numbers of books (ISBN)', isBookNumber],
  ['numbers of goods (EAN, UPC)', isBarcode],
];
const forms: readonly Form[] = [
  ['addresses of pages or pictures', (text) => /^(?:[a-z][\w+.-]*:\/\/|\/\/|www\.)\S+$/i.test(text)],
  [
    'names of files',
    (text) =>
      /^[^\n]*\S\.(?:jpe?g|png|gif|webp|svg|bmp|tiff?|mp[34]|wav|flac|pdf|html?)(?:\?\S*)?$/i.test(text),
  ],
  ['e-mail addresses', (text) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)],
  ['UUIDs', (text) => /^\{?[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\}?$/i.test(text)],
  ['hashes', (text) => /^(?=.*\d)(?=.*[a-f])[\da-f]{16,}$/i.test(text)],
  ['names of resources', (text) => /^[a-z][\w.-]*:[a-z][\w.-]*:\S+$/i.test(text)],
  ['numbers of goods (ASIN)', (text) => /^B0[\dA-Z]{8}$/.test(text)],
  ['numbers of films or people (IMDb)', (text) => /^(?:tt|nm)\d{6,}$/.test(text)],
  ['names of papers (DOI)', (text) => /^(?:doi:)?10\.\d{4,}\/\S+$/i.test(text)],
  ['numbers of recordings (ISRC)', (text) => /^[A-Z]{2}-?[A-Z\d]{3}-?\d{2}-?\d{5}$/.test(text)],
  [
    'network addresses',
    (text) => /^\d{1,3}(?:\.\d{1,3}){3}$|^[\da-f]{0,4}(?::[\da-f]{0,4}){3,7}$/i.test(text),
  ],
  ['telephone numbers', isPhoneNumber],
];

/** What names of columns say is an identifier, where the values do not contradict. */
const idWords =
  /^(?:isbn\d*|ean\d*|gtin\d*|upc|asin|sku|imdb|tmdb|barcode|phone|telephone|tel|mobile|fax|email|mail|url|uri|link|href|website|image|img|photo|picture|thumbnail|poster|avatar|hash|md5|sha\d*|checksum|uuid|guid|slug|permalink|token|serial)$/;

/**
 * Why the values of a column are identifiers, by their form or their name: they name one thing each and so tell nothing of
 * others. Undefined where they are none.
 *
 * @param column one value an entity
 */
export function identifierReason(column: ColumnProfile): string | undefined {
  const texts = textsOf(column);
  if (texts.length < fewestRows || new Set(texts).size <= leastDistinct * texts.length) {
    return undefined;
  }
  // Digits that a check digit ends are no times, though they may look like some.
  const possible = column.timeLike ? checked : [...checked, ...forms];
  const form = possible.find(([, fits]) => texts.filter(fits).length >= most * texts.length);
  return form ? form[0] : column.timeLike ? undefined : byName(column, texts);
}

/**
 * Why whole numbers, another one in each row, are no measure: they count the rows or are keys of another table.
 *
 * @param column one value an entity
 */
export function numberingReason(column: ColumnProfile): string | undefined {
  const { name, numeric, timeLike, whole, min, max } = column;
  const texts = textsOf(column);
  const distinct = new Set(texts).size;
  if (!numeric || timeLike || !whole || texts.length < fewestRows || distinct < 0.98 * texts.length) {
    return undefined;
  }
  if (max - min + 1 === distinct) {
    return 'numbers of the rows';
  }
  // Of what is measured and rounded more than the tenth ends in 0.
  const isRounded = texts.filter((text) => text.endsWith('0')).length >= 0.3 * texts.length;
  const isMeasure = nameFits('measure', name) > 0 && !isCodeName(name);
  return isMeasure || isRounded || texts.length <= 30 ? undefined : 'another number in each row';
}

function textsOf({ values }: ColumnProfile): string[] {
  return values
    .filter((value) => !isMissing(value) && !Array.isArray(value))
    .slice(0, sampleValues)
    .map((value) => String(value).trim());
}

function byName({ name }: ColumnProfile, texts: readonly string[]): string | undefined {
  const hardlyAgain = recurringShare(texts) < 0.5;
  const isSpoken = texts.filter((text) => /\S\s+\S+\s+\S/.test(text)).length > 0.5 * texts.length;
  return hardlyAgain && !isSpoken && (isIdName(name) || wordsOf(name).some((word) => idWords.test(word)))
    ? 'an id of something else'
    : undefined;
}

/** Digits with the signs that people write between, or a plus. */
function isPhoneNumber(text: string): boolean {
  const digits = text.replace(/\D/g, '').length;
  return /^\+?\(?\d[\d\s()./-]*$/.test(text) && /^\+|[\s()/-]/.test(text) && digits >= 7 && digits <= 15;
}
