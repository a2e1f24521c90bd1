/** A key of a config with other values before and now. */
export interface Difference {
  /** As in `model.dim`. */
  readonly key: string;
  readonly before: unknown;
  readonly now: unknown;
}

/**
 * The keys in which two configs differ, as far down as both have records. Parts that the older one does not know were not
 * remembered then, and are not compared.
 */
export function differences(
  before: Readonly<Record<string, unknown>>,
  now: Readonly<Record<string, unknown>>,
): Difference[] {
  return Object.keys(before).flatMap((part) => [...within(before[part], now[part], part)]);
}

function* within(before: unknown, now: unknown, key: string): Generator<Difference> {
  if (isRecord(before) && isRecord(now)) {
    for (const name of new Set([...Object.keys(before), ...Object.keys(now)])) {
      yield* within(before[name], now[name], `${key}.${name}`);
    }
  } else if (JSON.stringify(before) !== JSON.stringify(now)) {
    yield { key, before, now };
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
