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

/** What two ids of one form differ in, and how to write them alike. */
export interface Difference {
  readonly what: string;
  readonly mend: string;
}

const whole = 'write whole numbers (pandas: .astype("Int64"))';
const steps: readonly (Difference & { readonly undo: (id: string) => string })[] = [
  { what: 'blanks around it', mend: 'cut them off', undo: (id) => id.trim() },
  { what: 'blanks in it', mend: 'take them out', undo: (id) => id.replace(/\s+/g, '') },
  { what: 'capital letters', mend: 'write all in one case', undo: (id) => id.toLowerCase() },
  { what: 'the .0 of fractions', mend: whole, undo: (id) => id.replace(/^([-+]?\d+)\.0*$/, '$1') },
  {
    what: 'leading zeros',
    mend: 'write both with them or both without',
    undo: (id) => id.replace(/^0+(?=\d)/, ''),
  },
];

export function differenceOf(one: string, other: string): Difference {
  return (
    steps.find(({ undo }) => undo(one) === undo(other)) ?? {
      what: 'the way it is written',
      mend: 'write both alike',
    }
  );
}
