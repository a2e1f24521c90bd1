/**
 * An id without what two programs write differently: blanks, case, quotes and braces around it, leading zeros, `.0`,
 * separators of thousands, an exponent, composed or decomposed accents. Ids of one form are most likely one.
 */
export function plainForm(id: string): string {
  const text = id
    .normalize('NFKC')
    .replace(/[\s\p{Cf}]+/gu, '')
    .replace(/^["'`{[(<]+|["'`}\])>]+$/g, '')
    .toLowerCase();
  const number = /^([-+]?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?:e\+?(\d{1,2}))?$/.exec(text);
  if (!number) {
    return text;
  }
  const [, sign, digits, fraction = '', exponent = '0'] = number;
  const decimals = fraction.slice(1).replace(/0+$/, '');
  const shift = Number(exponent);
  if (decimals.length > shift) {
    return text;
  }
  const whole = `${digits.replaceAll(',', '')}${decimals.padEnd(shift, '0')}`.replace(/^0+(?=\d)/, '');
  return sign === '-' && whole !== '0' ? `-${whole}` : whole;
}

/** In what two ids of one form differ, with how to write them alike. */
export function differenceOf(one: string, other: string): string {
  const steps: readonly [(id: string) => string, string][] = [
    [(id) => id.trim(), 'blanks around it; cut them off'],
    [(id) => id.replace(/\s+/g, ''), 'blanks in it; take them out'],
    [(id) => id.toLowerCase(), 'capital letters; write one of them in the case of the other'],
    [
      (id) => id.replace(/^([-+]?\d+)\.0*$/, '$1'),
      'the .0 of a column that was read as fractions; write whole numbers (pandas: .astype("Int64"))',
    ],
    [(id) => id.replace(/^0+(?=\d)/, ''), 'leading zeros; write both with or both without'],
  ];
  return steps.find(([step]) => step(one) === step(other))?.[1] ?? 'the way it is written; write both alike';
}
