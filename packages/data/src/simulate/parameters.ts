/**
 * The frozen parameters of the simulated world. Comparisons of methods rest on them: a change makes older results
 * incomparable, so none may be tuned for a method's sake.
 */
export const parameters = Object.freeze({
  /** First millisecond of the log, 2025-01-06T00:00:00Z, a Monday. */
  start: 1736121600000,

  /** Spread of the part of preference that genres explain; the strongest visible taste, as in film surveys. */
  genreTaste: 1.1,
  /** Spread that the type (drama series, documentary, ...) explains. */
  typeTaste: 0.4,
  /** Spread that the era explains. */
  eraTaste: 0.5,
  /** Spread of the hidden part that no attribute names: only behaviour can reveal it. */
  latentTaste: 1.1,
  /** Axes of the hidden part: more makes it harder to learn. */
  latentAxes: 12,
  /** Share of an item's hidden vector's variance that its director brings; makes the director a useful feature. */
  directorShare: 0.4,
  /** How far age, gender and country shift taste, in units of a taste's own spread: weak, as measured demographics are. */
  demographicShift: 0.45,
  /** Spread of an item's general quality: the part of preference that everyone shares. */
  quality: 0.5,
  /** Correlation of quality with popularity. */
  qualityOfPopular: 0.5,
  /** Median slope of taste drift a day; 0.006 turns a taste by about 20 degrees in two months. */
  driftPerDay: 0.006,
  /** Log-normal spread of the drift's slope over users. */
  driftSpread: 0.5,

  /** Exponent of the power law of an item's fame by rank; film catalogues lie between 0.6 and 1. */
  fameExponent: 0.8,
  /** Flattens the head of the power law: rank + this. */
  fameOffset: 8,
  /** Share of the catalogue released before the log begins; the rest comes evenly over its days. */
  releasedAtStart: 0.8,
  /** Share of users registered before the log begins. */
  registeredAtStart: 0.8,
  /** Log-normal spread of users' activity; the most active tenth makes about 40 % of the requests. */
  activitySpread: 1,
  /** Chance that a visit goes on with one more request. */
  visitGoesOn: 0.5,
  /** Traffic of Saturday and Sunday against a weekday. */
  weekend: 1.3,

  /** Items that the logging policy looks at in one request, drawn by fame. */
  pool: 600,
  /** Error of the policy's belief about a user's taste, in units of a taste's own spread; constant within a user. */
  beliefError: 0.9,
  /** Candidates that the policy recalls by believed taste. */
  recalledByTaste: 32,
  /** Candidates that it recalls by fame alone. */
  recalledByFame: 12,
  /** Candidates that it recalls to explore: half uniform, half new releases. */
  recalledToExplore: 6,
  /** Error of the fine ranker's score, in logits: it sees more than recall but not the truth. */
  rankerError: 0.8,
  /** Items shown by one request. */
  shown: 10,
  /** Dropped candidates logged as `ranked_out` by one request: a sample, as real logs keep. */
  rankedOutLogged: 3,

  /** Logit of a click on an item of preference 0 in first position; pages hold far better ones: 10-15 % are clicked. */
  clickBias: -5.3,
  /** Logits a unit of preference. */
  clickSlope: 1,
  /** Examination of position p (from 0) is 1 / (1 + this * p). */
  positionDecay: 0.1,
  /** A user does not see the items of this many last clicks again. */
  remembered: 256,
  /** Length of an item's content embedding, the column `vector`: fewer than the true axes, so it cannot tell all. */
  contentAxes: 16,
  /** Noise of each of its numbers, whose own spread is about 0.45. */
  contentNoise: 0.2,

  /** Rows that one request makes in the mean; only spreads the rows over the days. */
  rowsPerRequest: 14.3,
});
