// Which of our own packages each may import: the table of the design, as data.

const FEATURES = ['schema', 'features'];

/** @type {Readonly<Record<string, readonly string[]>>} by folder name below packages/ and apps/ */
export const ALLOWED = {
  schema: [],
  durable: [],
  kernel: [],
  sampling: [],
  index: ['kernel'],
  features: ['schema'],
  store: ['schema', 'durable'],
  engines: ['schema', 'store'],
  api: ['schema'],
  core: [...FEATURES, 'kernel'],
  data: [...FEATURES, 'durable'],
  trainer: [...FEATURES, 'core', 'sampling', 'index', 'store'],
  serving: [...FEATURES, 'core', 'index', 'store'],
  client: ['api'],
  worker: ['schema', 'data', 'trainer', 'serving', 'store', 'engines'],
  recall: ['schema', 'serving', 'store', 'engines', 'api'],
  admin: ['client', 'api'],
};
