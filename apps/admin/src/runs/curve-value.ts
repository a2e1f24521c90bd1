import type { Epoch } from '../service/shapes.ts';

type Read = (epoch: Epoch) => number | undefined;

const diagnoses: Readonly<Record<string, Read>> = {
  'gradient norm, dense': ({ diagnosis }) => diagnosis?.gradientNorms.dense,
  'gradient norm, rows': ({ diagnosis }) => diagnosis?.gradientNorms.rows,
  collapse: ({ diagnosis }) => diagnosis?.collapse,
  temperature: ({ diagnosis }) => diagnosis?.temperature,
  'dead user ids': ({ diagnosis }) => diagnosis?.deadIds.user,
  'dead item ids': ({ diagnosis }) => diagnosis?.deadIds.item,
  'samples per second': ({ samplesPerSecond }) => samplesPerSecond,
};

/** What was recorded of any epoch: validation metrics first, then the loss, then how training stood. */
export function curveNames(curve: readonly Epoch[]): string[] {
  const measured = new Set(curve.flatMap(({ validation = {} }) => Object.keys(validation)));
  const told = Object.keys(diagnoses).filter((name) =>
    curve.some((epoch) => diagnoses[name](epoch) !== undefined),
  );
  return [...measured, 'loss', ...told];
}

/** Null where an epoch has none. */
export function curveValue(epoch: Epoch, name: string): number | null {
  if (name === 'loss') return epoch.loss;
  return epoch.validation?.[name] ?? diagnoses[name]?.(epoch) ?? null;
}
