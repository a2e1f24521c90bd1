import type { Config } from '@twotower/schema';

/** One column of the events that features of the context read. */
export interface ContextSource {
  readonly column: string;
  /** `number`: a Float64Array, dates as milliseconds; `code`: an Int32Array of codes into the column's dictionary. */
  readonly kind: 'number' | 'code';
}

/** The columns of the events that a reader must keep for the features of the context, each once. */
export function contextColumns({ context }: Pick<Config['schema'], 'context'>): ContextSource[] {
  return sourcesOf(
    Object.entries(context).map(([feature, { kind, column = feature }]) => ({ kind, column })),
  );
}

/** Each column once: numbers where only numbers are read from it, codes otherwise. */
export function sourcesOf(
  features: readonly { readonly kind: string; readonly column: string }[],
): ContextSource[] {
  const kinds = new Map<string, ContextSource['kind']>();
  for (const { kind, column } of features) {
    const number = kind === 'numeric' || kind === 'time';
    kinds.set(column, number && kinds.get(column) !== 'code' ? 'number' : 'code');
  }
  return [...kinds].map(([column, kind]) => ({ column, kind }));
}
