/** The config written beside a simulated log; `twotower train` in that folder works as it is. */
export const configText = `# A simulated log of films: see truth/formula.json for how it was made.
name: films
schema:
  user:
    id: user_id
    features:
      age: { kind: numeric }
      gender: { kind: categorical }
      country: { kind: categorical }
      device: { kind: categorical }
      recent: { kind: history, length: 50 }
  item:
    id: item_id
    features:
      genres: { kind: categories, separator: '|' }
      type: { kind: categorical }
      director: { kind: categorical }
      year: { kind: numeric }
      # Two sentences that lean on genre, era and director, as the letter trigrams of their words.
      # description: { kind: text, buckets: 4096 }
      # An embedding of the content, 16 numbers, through a learned projection.
      # vector: { kind: vector, dim: 16 }
    attributes: [title, year, genres, type]
  event:
    id: event_id
    user: user_id
    item: item_id
    time: timestamp
    type: event_type
    weight: weight
    request: request_id
  positive: [click]
  hardNegative: [ranked_out]
data:
  events: events.csv
  users: users.csv
  items: items.csv
split: { kind: temporal, validation: 0.05, test: 0.1 }
# The defaults do well here and are quick; auto tries whole settings on the validation part.
choose: defaults
store: ./.twotower
`;
