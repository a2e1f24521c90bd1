import type { EventColumns } from '@twotower/features';

/** Context column to what it holds: numbers, or codes into a dictionary. */
export type ContextKinds = Readonly<Record<string, 'number' | 'code'>>;

/** Columns of those kinds, without rows. */
export function contextOf(kinds: ContextKinds): EventColumns['context'] {
  return Object.fromEntries(
    Object.entries(kinds).map(([name, kind]) => [
      name,
      kind === 'number' ? new Float64Array(0) : new Int32Array(0),
    ]),
  );
}

export function kindsOf(context: EventColumns['context']): Record<string, 'number' | 'code'> {
  return Object.fromEntries(
    Object.entries(context).map(([name, column]) => [
      name,
      column instanceof Float64Array ? 'number' : 'code',
    ]),
  );
}
