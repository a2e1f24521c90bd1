/** What others report, or others' code showed, on the same protocol as a config of `quality/`. */
export interface PublishedSet {
  /** How it is measured, for the heading of the table. */
  readonly protocol: string;
  /** The metrics of the table, in order; the first is the one that is compared. */
  readonly metrics: readonly string[];
  readonly peers: readonly Peer[];
  /** Whether known and new users are told apart in the table. */
  readonly slices?: readonly string[];
}

export interface Peer {
  readonly name: string;
  /** By metric; a metric that the source does not tell is absent. */
  readonly values: Readonly<Record<string, number>>;
  readonly source: string;
}

/** Measured with others' implementations on the files and the protocol of the config. */
const peersCode = "others' code on this protocol";
/** A published figure that stands in the project's list of yardsticks without its source. */
const yardsticks = 'published, from the list of yardsticks';

function both(name: string, recall: number, ndcg: number, source: string): Peer {
  return { name, values: { 'recall@20': recall, 'ndcg@20': ndcg }, source };
}

function one(metric: string, name: string, value: number, source: string): Peer {
  return { name, values: { [metric]: value }, source };
}

export const publishedSets: Readonly<Record<string, PublishedSet>> = {
  gowalla: {
    protocol: "LightGCN's split, train items masked, all 40,981 items ranked",
    metrics: ['recall@20', 'ndcg@20'],
    peers: [
      both('popularity', 0.0416, 0.0317, yardsticks),
      both('BPR-MF', 0.1627, 0.1378, yardsticks),
      both('EASE', 0.1765, 0.1467, yardsticks),
      both('LightGCN', 0.182, 0.1547, yardsticks),
      both('SimpleX', 0.1872, 0.1557, yardsticks),
      both('MF + BSL', 0.1882, 0.1584, "the BSL authors' training log"),
    ],
  },
  'kuairand-pure': {
    protocol:
      'by day: trained up to 2022-05-06, tested on clicks of 05-07 and 05-08, items clicked in training masked, all 6,361 videos ranked',
    metrics: ['recall@50', 'recall@20', 'ndcg@50'],
    slices: ['known', 'new'],
    peers: [
      one('recall@50', 'popularity', 0.1645, peersCode),
      one('recall@50', 'popularity of the last two days', 0.1685, `${peersCode}; .177 for new users`),
      one('recall@50', 'EASE', 0.16, peersCode),
      one('recall@50', 'iALS, 64', 0.126, peersCode),
      one('recall@50', 'item-kNN', 0.069, peersCode),
    ],
  },
  lastfm: {
    protocol: "LightGCN-PyTorch's split, train items masked, all 4,489 artists ranked, ids alone",
    metrics: ['recall@20', 'ndcg@20'],
    peers: [
      both('popularity', 0.0365, 0.021, yardsticks),
      both('EASE', 0.2611, 0.2078, yardsticks),
      both('iALS', 0.2768, 0.219, yardsticks),
      both('cosine MF, full softmax, tau .15', 0.2898, 0.2269, yardsticks),
    ],
  },
  'ml-100k': {
    protocol:
      'random 80/20, seen items masked, all 1,682 films ranked: share of the test interactions in the top 100',
    metrics: ['interaction-hr@100', 'recall@20', 'ndcg@20'],
    peers: [
      one('interaction-hr@100', 'popularity', 0.41, peersCode),
      one('interaction-hr@100', 'item-kNN, 100 neighbours', 0.53, peersCode),
      one('interaction-hr@100', 'EASE, lambda 300', 0.62, peersCode),
    ],
  },
  'ml-1m': {
    protocol: "each user's last rating left out, seen items kept, all films ranked",
    metrics: ['hr@50', 'hr@10', 'ndcg@50'],
    peers: [
      one('hr@50', 'popularity', 0.101, peersCode),
      one('hr@50', 'item-kNN', 0.128, peersCode),
      one('hr@50', 'EASE', 0.16, peersCode),
      one('hr@50', 'transitions', 0.348, peersCode),
      one('hr@50', 'YoutubeDNN', 0.3371, 'DeepMatch'),
      one('hr@50', 'DSSM, in-batch', 0.3555, 'DeepMatch'),
      one('hr@50', 'ComiRec', 0.4364, 'DeepMatch'),
      one('hr@50', 'SDM', 0.4752, 'DeepMatch'),
    ],
  },
  'ml-1m-sasrec': {
    protocol: "SASRec's file, each user's last item left out, seen items masked, all 3,416 films ranked",
    metrics: ['hr@10', 'ndcg@10', 'hr@200'],
    peers: [
      {
        name: 'SASRec + sampled softmax',
        values: { 'hr@10': 0.2853, 'ndcg@10': 0.1603, 'hr@200': 0.7528 },
        source: 'published on this file, leave-one-out, full ranking',
      },
    ],
  },
  'ml-latest-small': {
    protocol: 'by time, ratings of at least 4, seen items masked, all 9,724 films ranked, with features',
    metrics: ['recall@20', 'ndcg@20', 'recall@100'],
    slices: ['known', 'new'],
    peers: [],
  },
  movietweetings: {
    protocol: 'by time, ratings of at least 7, seen items masked, all 10,506 films ranked, with features',
    metrics: ['recall@20', 'ndcg@20', 'recall@100'],
    slices: ['known', 'new'],
    peers: [],
  },
};
