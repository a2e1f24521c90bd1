const plain = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i;
/** Digits in threes, all parted by the same sign, and perhaps a fraction behind another one. */
const grouped = /^([-+]?[1-9]\d{0,2}(?:([ \u00a0\u202f'’,.])\d{3})(?:\2\d{3})*)(?:([.,])(\d+))?$/;
const commaFraction = /^[-+]?\d*,\d+$/;

/**
 * The number a text spells as people write it: `80.00`, `1,500.00`, `1 500,00`, `9,99`, `-1e-3`.
 *
 * @param decimal what stands before a fraction where the text itself leaves it open: `1,500` is 1500 with a point, 1.5 with
 * a comma
 * @returns undefined for whatever is no finite number
 */
export function writtenNumber(text: string, decimal: '.' | ',' = '.'): number | undefined {
  const trimmed = text.trim().replace('−', '-');
  if (plain.test(trimmed) && !(decimal === ',' && grouped.test(trimmed))) {
    return finite(trimmed);
  }
  const groups = grouped.exec(trimmed);
  if (groups && !isFraction(groups, decimal)) {
    const [, whole, sign, point, fraction = '0'] = groups;
    // 1.500.00 is neither.
    return point === sign ? undefined : finite(`${whole.replaceAll(sign, '')}.${fraction}`);
  }
  return commaFraction.test(trimmed) ? finite(trimmed.replace(',', '.')) : undefined;
}

/** What stands before the fractions of a column's numbers: a comma where one of them can be read in no other way. */
export function decimalSign(texts: Iterable<string>): '.' | ',' {
  let comma = false;
  for (const text of texts) {
    const trimmed = text.trim();
    if (!/[.,]/.test(trimmed)) {
      continue;
    }
    const groups = grouped.exec(trimmed);
    const [, , sign, point] = groups ?? [];
    if (groups ? point === '.' || (sign === ',' && trimmed.split(',').length > 2) : plain.test(trimmed)) {
      return '.';
    }
    comma ||= groups
      ? point === ',' || (sign === '.' && trimmed.split('.').length > 2)
      : commaFraction.test(trimmed);
  }
  return comma ? ',' : '.';
}

/** Whether the one sign of a number such as `1,500` is the one before a fraction. */
function isFraction([, whole, sign, point]: RegExpExecArray, decimal: '.' | ','): boolean {
  return point === undefined && sign === decimal && whole.split(sign).length === 2;
}

function finite(text: string): number | undefined {
  const number = Number(text);
  return Number.isFinite(number) ? number : undefined;
}
