/** A config as one line a setting: `model.dim` to its value as JSON. Lists are one setting. */
export function configLines(config: unknown, prefix = ''): Map<string, string> {
  if (typeof config !== 'object' || config === null || Array.isArray(config)) {
    return new Map([[prefix === '' ? 'value' : prefix, JSON.stringify(config) ?? 'undefined']]);
  }
  const lines = Object.entries(config).flatMap(([key, value]) => [
    ...configLines(value, prefix === '' ? key : `${prefix}.${key}`),
  ]);
  return new Map(lines);
}

export interface ConfigDifference {
  readonly key: string;
  /** One a config; undefined where it does not say. */
  readonly values: readonly (string | undefined)[];
}

/** The settings that are not the same in all configs, by key. */
export function configDifferences(configs: readonly unknown[]): ConfigDifference[] {
  const all = configs.map((config) => configLines(config));
  const keys = [...new Set(all.flatMap((lines) => [...lines.keys()]))].sort();
  return keys
    .map((key) => ({ key, values: all.map((lines) => lines.get(key)) }))
    .filter(({ values }) => new Set(values).size > 1);
}
