import type { FeatureConfig, FeatureKind } from '@twotower/schema';
import type { BagSink } from '../bag-builder.ts';
import type { RawValue } from '../dataset.ts';

/** A feature kind that reads a column; `history` reads behaviour and has no encoder. */
export type ColumnKind = Exclude<FeatureKind, 'history'>;
export type ConfigOf<Kind extends FeatureKind> = Extract<FeatureConfig, { kind: Kind }>;

/** What a fitted encoder is made of: plain JSON, saved in the bundle. */
export type EncoderState = { readonly kind: ColumnKind } & Readonly<Record<string, unknown>>;

/** From one raw value to rows and weights of the feature's table; a missing or unusable value is row 0. */
export interface ValueEncoder {
  /** Rows the table needs, row 0 included. */
  readonly rows: number;
  readonly state: EncoderState;
  encode(value: RawValue, sink: BagSink): void;
}

/** One feature kind: fitted on training values, or opened again from its state. */
export interface EncoderKind<Kind extends ColumnKind> {
  fit(config: ConfigOf<Kind>, trainingValues: readonly RawValue[]): ValueEncoder;
  /** @throws FeaturesError where the state is not one that `fit` gave */
  open(state: unknown): ValueEncoder;
}

/** A value as text; undefined where it is missing. */
export function textOf(value: RawValue): string | undefined {
  if (value === null || value === undefined || value === '' || typeof value === 'object') {
    return undefined;
  }
  return String(value);
}

/** A value as a finite number; undefined where it is missing or no number. */
export function numberOf(value: RawValue): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

export function isList(value: RawValue): value is readonly RawValue[] {
  return Array.isArray(value);
}
