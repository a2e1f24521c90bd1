// The demo that `npm start` shows: where it lives and how big it is.
import { inRoot } from '../process/paths.mjs';

export const demo = {
  folder: inRoot('.twotower-demo'),
  unfinished: inRoot('.twotower-demo.unfinished'),
  config: inRoot('.twotower-demo/twotower.config.yaml'),
  store: inRoot('.twotower-demo/.twotower'),
  serverLog: inRoot('.twotower-demo/recall.log'),
  simulation: { users: 2000, items: 3000, events: 300_000, days: 14, seed: 1 },
};
