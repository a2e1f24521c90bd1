/** Whether a text is the ISBN of a book: its last digit follows from the others. A number may have lost its leading zeros. */
export function isBookNumber(text: string): boolean {
  const plain = text.replace(/[\s-]/g, '');
  return plain.length >= 12 ? /^97[89]/.test(plain) && isBarcode(plain) : isOldBookNumber(plain);
}

/** Weighed from 10 down to 1, the digits of an ISBN of ten sum to a multiple of 11; X is 10. */
function isOldBookNumber(plain: string): boolean {
  if (!/^\d{7,9}[\dX]$/i.test(plain)) {
    return false;
  }
  const digits = [...plain.toUpperCase().padStart(10, '0')].map((sign) => (sign === 'X' ? 10 : Number(sign)));
  return digits.reduce((sum, digit, i) => sum + digit * (10 - i), 0) % 11 === 0;
}

/** Whether a text is the EAN, UPC or GTIN of a product: weighed 1 and 3 in turn from the last, its digits sum to a multiple of 10. */
export function isBarcode(text: string): boolean {
  const plain = text.replace(/[\s-]/g, '');
  if (!/^(?:\d{8}|\d{11,14})$/.test(plain)) {
    return false;
  }
  const sum = [...plain]
    .reverse()
    .reduce((total, digit, i) => total + Number(digit) * (i % 2 === 0 ? 1 : 3), 0);
  return sum % 10 === 0;
}
