export type Metrics = Readonly<Record<string, number>>;

/** `recall@20` -> family `recall`, k 20; undefined where the name has no cut-off. */
export function parseMetric(name: string): { family: string; k: number } | undefined {
  const match = /^(.+)@(\d+)$/.exec(name);
  return match ? { family: match[1], k: Number(match[2]) } : undefined;
}

/** The families in order of interest and the cut-offs ascending that a report holds. */
export function metricAxes(metrics: Metrics): { families: string[]; ks: number[] } {
  const parsed = Object.keys(metrics).flatMap((name) => parseMetric(name) ?? []);
  const known = ['recall', 'ndcg', 'hr', 'mrr'];
  const rank = (family: string) => (known.includes(family) ? known.indexOf(family) : known.length);
  const families = [...new Set(parsed.map((metric) => metric.family))].sort((a, b) => rank(a) - rank(b));
  return { families, ks: [...new Set(parsed.map((metric) => metric.k))].sort((a, b) => a - b) };
}

/** Whether more of it is better; Gini and popularity describe what is recommended, for good or ill. */
export function isQuality(metric: string): boolean {
  const family = parseMetric(metric)?.family;
  return family !== 'gini' && family !== 'popularity';
}

export interface Lift {
  /** The baseline with the highest value; of equals, the first. */
  best: string;
  value: number;
  /** (model - best) / best; undefined where the best baseline is 0. */
  ratio: number | undefined;
}

/** How far the model is above the best baseline; undefined where nobody measured that metric or more is not better. */
export function liftOverBest(
  metric: string,
  metrics: Metrics,
  baselines: Readonly<Record<string, Metrics>>,
): Lift | undefined {
  const model = metrics[metric];
  if (model === undefined || !isQuality(metric)) return undefined;
  let best: { best: string; value: number } | undefined;
  for (const [name, values] of Object.entries(baselines)) {
    const value = values[metric];
    if (value !== undefined && (best === undefined || value > best.value)) best = { best: name, value };
  }
  return best && { ...best, ratio: best.value > 0 ? (model - best.value) / best.value : undefined };
}

/** One row a metric name, one column a series: what a grouped bar chart takes. Absent values stay absent. */
export function chartRows(
  names: readonly string[],
  label: (name: string) => string,
  series: Readonly<Record<string, Metrics>>,
): Record<string, string | number>[] {
  return names.map((name) => {
    const row: Record<string, string | number> = { metric: label(name) };
    for (const [key, values] of Object.entries(series)) {
      if (values[name] !== undefined) row[key] = values[name];
    }
    return row;
  });
}

/** The metric that tables show of many models: recall@20 where any has it, else the first quality that there is. */
export function mainMetric(all: readonly Metrics[]): string {
  const names = all.flatMap((metrics) => Object.keys(metrics));
  return names.includes('recall@20') ? 'recall@20' : (names.find(isQuality) ?? 'recall@20');
}
