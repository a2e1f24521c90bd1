export type Color = readonly [red: number, green: number, blue: number];

export interface Legend {
  /** `[points, 4]`: red, green, blue and opacity, 0 to 255. */
  readonly colors: Uint8Array;
  /** What the colours mean, in order. */
  readonly entries: readonly { readonly label: string; readonly color: Color }[];
}

type Value = string | number | boolean | null;

/** Told apart by most people, on light and dark. */
const kinds: readonly Color[] = [
  [80, 88, 209],
  [230, 119, 0],
  [18, 140, 126],
  [214, 51, 108],
  [132, 94, 194],
  [92, 124, 10],
  [201, 42, 42],
  [21, 134, 203],
];
const other: Color = [134, 142, 150];
const low: Color = [120, 160, 235];
const high: Color = [225, 75, 20];
const steps = 5;

/** Colours by number where all values are numbers, the fewest in blue and the most in red, each fifth of the points a step; else by kind. */
export function pointColors(values: readonly Value[]): Legend {
  const known = values.filter((value) => value !== null);
  return known.length > 0 && known.every((value) => typeof value === 'number')
    ? byNumber(values as readonly (number | null)[])
    : byKind(values);
}

function byNumber(values: readonly (number | null)[]): Legend {
  const sorted = values.filter((value) => value !== null).sort((a, b) => a - b);
  const bounds = Array.from(
    { length: steps - 1 },
    (_, step) => sorted[Math.floor(((step + 1) * sorted.length) / steps)],
  );
  const stepOf = (value: number): number => bounds.filter((bound) => value >= bound).length;
  const colorOf = (step: number): Color => mixed(step / (steps - 1));
  const present = new Set(sorted.map(stepOf));
  const entries = [...present]
    .sort((a, b) => a - b)
    .map((step) => {
      const own = sorted.filter((value) => stepOf(value) === step);
      const [from, to] = [own[0], own[own.length - 1]];
      return { label: from === to ? text(from) : `${text(from)} to ${text(to)}`, color: colorOf(step) };
    });
  return legend(
    values.map((value) => (value === null ? other : colorOf(stepOf(value)))),
    entries,
    values.includes(null) ? 'none' : undefined,
  );
}

function byKind(values: readonly Value[]): Legend {
  const counts = new Map<Value, number>();
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  const most = [...counts].sort((a, b) => b[1] - a[1]).slice(0, kinds.length);
  const colors = new Map(most.map(([value], place) => [value, kinds[place]]));
  const rest = values.some((value) => !colors.has(value));
  return legend(
    values.map((value) => colors.get(value) ?? other),
    most.map(([value], place) => ({ label: String(value), color: kinds[place] })),
    rest ? 'others' : undefined,
  );
}

function legend(points: readonly Color[], entries: Legend['entries'], rest: string | undefined): Legend {
  const colors = new Uint8Array(4 * points.length);
  for (const [point, color] of points.entries()) colors.set([...color, 190], 4 * point);
  return { colors, entries: rest === undefined ? entries : [...entries, { label: rest, color: other }] };
}

function mixed(share: number): Color {
  const [red, green, blue] = low.map((value, channel) => Math.round(value + share * (high[channel] - value)));
  return [red, green, blue];
}

function text(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toPrecision(3);
}
