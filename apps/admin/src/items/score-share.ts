/** Length of a score's bar: its share of the best score of the list, in [0, 1]; negative scores have none. */
export function scoreShare(score: number, best: number): number {
  return best > 0 && Number.isFinite(score) ? Math.min(1, Math.max(0, score / best)) : 0;
}

/** The highest score of a list; 0 for an empty one. */
export function bestScore(items: readonly { score: number }[]): number {
  return items.reduce((best, item) => Math.max(best, item.score), 0);
}
