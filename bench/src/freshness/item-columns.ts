import type { Config } from '@twotower/schema';

/** Tells which columns of the file of items a bundle keeps: those of features and of attributes. */
export function columnNameOf({ schema: { item } }: Pick<Config, 'schema'>): (name: string) => boolean {
  const features = Object.entries(item.features).map(([name, feature]) =>
    'column' in feature && typeof feature.column === 'string' ? feature.column : name,
  );
  const names = new Set([...features, ...item.attributes]);
  return (name) => names.has(name);
}
