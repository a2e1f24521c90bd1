import { numberOf, parseDate, type RawValue } from '@twotower/features';
import { isMissing } from '../missing-words.ts';
import type { InferredFeature, InferredFeatures, LeftColumn } from './inferred-features.ts';
import { rankCorrelation } from './rank-correlation.ts';
import { isIdName } from './role-names.ts';

const mostExceptions = 0.01;
const leastCorrelation = 0.999;
const fewestPairs = 30;

/** Of two features that part entities alike, such as a category's code and its name, a price in two currencies or a date and its year, one is enough. */
export function leaveTwins({ features, left }: InferredFeatures): InferredFeatures {
  // Lists say more than one value, names more than codes.
  const rank = ({ config, column: { name, numeric } }: InferredFeature) =>
    (config.kind === 'categories' ? 0 : 1) + (isIdName(name) ? 2 : 0) + (numeric ? 1 : 0);
  const order = [...features].sort((a, b) => rank(a) - rank(b));
  const chosen: InferredFeature[] = [];
  const out: LeftColumn[] = [];
  for (const feature of order) {
    const twin = chosen.find((one) => areTwins(one, feature));
    if (twin) {
      out.push({ column: feature.column, why: `says what ${twin.column.name} says` });
    } else {
      chosen.push(feature);
    }
  }
  return { features: features.filter((feature) => chosen.includes(feature)), left: [...left, ...out] };
}

function areTwins(one: InferredFeature, other: InferredFeature): boolean {
  const [kind, second] = [one.config.kind, other.config.kind];
  const isClass = (name: string) => name === 'categorical' || name === 'categories';
  return isClass(kind) && isClass(second)
    ? isOneToOne(one.values, other.values)
    : (kind === 'numeric' || kind === 'time') && kind === second && goTogether(one.values, other.values);
}

function isOneToOne(a: readonly RawValue[], b: readonly RawValue[]): boolean {
  const [there, back] = [new Map<string, string>(), new Map<string, string>()];
  let [both, exceptions, alone] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    if (isMissing(a[i]) || isMissing(b[i])) {
      alone += isMissing(a[i]) === isMissing(b[i]) ? 0 : 1;
      continue;
    }
    const [left, right] = [String(a[i]), String(b[i])];
    both++;
    exceptions += (there.get(left) ?? right) === right && (back.get(right) ?? left) === left ? 0 : 1;
    if (exceptions > mostExceptions * a.length) {
      return false;
    }
    there.set(left, right);
    back.set(right, left);
  }
  return both >= fewestPairs && exceptions <= mostExceptions * both && alone <= 0.05 * both;
}

function goTogether(a: readonly RawValue[], b: readonly RawValue[]): boolean {
  const pairs = a.flatMap((value, i) => {
    const [left, right] = [measureOf(value), measureOf(b[i])];
    return left === undefined || right === undefined ? [] : [[left, right]];
  });
  return (
    pairs.length >= Math.max(fewestPairs, 0.5 * a.length) &&
    Math.abs(
      rankCorrelation(
        pairs.map(([left]) => left),
        pairs.map(([, right]) => right),
      ),
    ) >= leastCorrelation
  );
}

/** A number, or when a date was. */
function measureOf(value: RawValue): number | undefined {
  return numberOf(value) ?? (typeof value === 'string' ? parseDate(value.trim()) : undefined);
}
