import { isDeepStrictEqual } from 'node:util';
import type { Config } from '@twotower/schema';

/** What is told of a config's choice, in the order in which people read it. */
const told = ['schema', 'loss', 'negatives', 'model', 'training'] as const;

/** The keys in which a config differs from another, each with its new value: `model.temperature 0.25`, `schema.item.features.genre left out`. */
export function describeChange(from: Config, to: Config): string[] {
  return told.flatMap((key) => differences(key, from[key], to[key]));
}

function differences(path: string, from: unknown, to: unknown): string[] {
  if (isDeepStrictEqual(from, to)) {
    return [];
  }
  if (to === undefined) {
    return [`${path} left out`];
  }
  if (isParted(from) && isParted(to)) {
    const names = [...new Set([...Object.keys(from), ...Object.keys(to)])];
    return names.flatMap((name) => differences(`${path}.${name}`, from[name], to[name]));
  }
  return [`${path} ${typeof to === 'object' ? JSON.stringify(to) : String(to)}`];
}

/** Whether a value is told part by part; an object of a kind is one thing where the kind has changed. */
function isParted(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value) && !('kind' in value);
}
