const labels: Readonly<Record<string, string>> = {
  recall: 'Recall',
  ndcg: 'NDCG',
  hr: 'Hit rate',
  mrr: 'MRR',
  map: 'MAP',
  coverage: 'Coverage',
  gini: 'Gini',
  popularity: 'Popularity',
  'interaction-hr': 'Interaction HR',
};

/** A family of metrics as people write it; an unknown one as it is. */
export function familyLabel(family: string): string {
  return labels[family] ?? family;
}
