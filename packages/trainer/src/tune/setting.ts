import type { Random } from '@twotower/core';
import type { Config } from '@twotower/schema';

export type Value = string | number;

/** One thing that a search varies. A new key of the config becomes one by an entry in `search-space.ts`. */
export interface Setting {
  readonly name: string;
  /** Whether it means anything for a config, as changed so far; by the order of the space, what decides comes first. */
  applies(config: Config): boolean;
  /** What a config has; undefined where it has none, as a loss has no temperature. */
  value(config: Config): Value | undefined;
  /** The config with a value drawn by chance. */
  draw(config: Config, random: Random): Config;
  /** Where the tuned config lies at an end of what was drawn from: that end in words. */
  edgeOf(base: Config, tuned: Config): string | undefined;
}

interface Lens<V extends Value> {
  readonly name: string;
  readonly applies?: (config: Config) => boolean;
  readonly read: (config: Config) => Value | undefined;
  readonly write: (config: Config, value: V) => Config;
}

/**
 * A positive number, drawn evenly on a logarithmic scale to two digits. The range widens to half and to twice what the
 * config has, so that a config that was tuned before is searched around, wherever it is.
 */
export function scale({ read, ...lens }: Lens<number>, low: number, high: number): Setting {
  const rangeOf = (config: Config): [number, number] => {
    const value = read(config);
    return typeof value === 'number' && value > 0
      ? [Math.min(low, value / 2), Math.max(high, value * 2)]
      : [low, high];
  };
  return {
    name: lens.name,
    applies: lens.applies ?? (() => true),
    value: read,
    draw(config, random) {
      const [from, to] = rangeOf(config);
      return lens.write(config, Number((from * (to / from) ** random.next()).toPrecision(2)));
    },
    edgeOf(base, tuned) {
      const value = read(tuned);
      const [from, to] = rangeOf(base);
      const place = typeof value === 'number' ? Math.log(value / from) / Math.log(to / from) : 0.5;
      return place < 0.1 || place > 0.9
        ? `${lens.name} ${value} is near the ${place < 0.5 ? 'lower' : 'upper'} end of ${Number(from.toPrecision(2))} to ${Number(to.toPrecision(2))}`
        : undefined;
    },
  };
}

/** One of a few values; a value that stands twice is drawn twice as often. Numbers have ends, but for 0, words have none. */
export function choice<V extends Value>({ read, ...lens }: Lens<V>, values: readonly V[]): Setting {
  return {
    name: lens.name,
    applies: lens.applies ?? (() => true),
    value: read,
    draw: (config, random) => lens.write(config, values[random.integer(values.length)]),
    edgeOf(_base, tuned) {
      const value = read(tuned);
      const numbers = values.filter((other): other is V & number => typeof other === 'number');
      const isLeast = value === Math.min(...numbers) && value !== 0;
      const isMost = value === Math.max(...numbers);
      return numbers.length > 1 && (isLeast || isMost)
        ? `${lens.name} ${value} is the ${isMost ? 'largest' : 'smallest'} that was tried`
        : undefined;
    },
  };
}
