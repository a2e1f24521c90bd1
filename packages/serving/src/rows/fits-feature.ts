import { type Encoder, instantOf, numberOf, type RawValue } from '@twotower/features';

/** Why a feature of a column cannot read a value, in words; undefined where all can, or none reads the column. */
export function misfitOf(encoders: readonly Encoder[], column: string, value: RawValue): string | undefined {
  if (value === null || value === undefined || value === '') return undefined;
  const misfit = encoders.find((encoder) => encoder.column === column && !canRead(encoder, value));
  if (misfit === undefined) return undefined;
  const shown = JSON.stringify(value)?.slice(0, 80);
  return `${column} is read as ${wanted[misfit.kind](misfit)}; got ${shown}, null says that it is not known`;
}

function canRead({ kind, form, encode }: Encoder, value: RawValue): boolean {
  switch (kind) {
    case 'categorical':
    case 'text':
      return !Array.isArray(value);
    case 'categories':
      return true;
    case 'numeric':
      return numberOf(value) !== undefined;
    case 'time':
      return typeof value !== 'boolean' && (instantOf(value, form) ?? numberOf(value)) !== undefined;
    case 'vector': {
      // Row 0 stands for what cannot be used, and for nothing else.
      let used = false;
      encode(value, {
        add(row) {
          used = used || row !== 0;
        },
      });
      return used;
    }
  }
}

const wanted: Readonly<Record<Encoder['kind'], (encoder: Encoder) => string>> = {
  categorical: () => 'one text, number or boolean',
  categories: () => 'a list',
  text: () => 'a text',
  numeric: () => 'a number',
  time: () => 'a time, in milliseconds since 1970 or as a date',
  vector: ({ rows }) => `a vector of ${rows - 1} numbers that are not all 0`,
};
