// The demo that `npm start` shows: where it lives and how big it is.
import { inRoot } from '../process/paths.mjs';

export const demo = {
  folder: inRoot('.twotower-demo'),
  unfinished: inRoot('.twotower-demo.unfinished'),
  config: inRoot('.twotower-demo/twotower.config.yaml'),
  store: inRoot('.twotower-demo/.twotower'),
  serverLog: inRoot('.twotower-demo/recall.log'),
  /** What runs beside the server goes by a config of its own: the same log, updates by the second. */
  liveConfig: inRoot('.twotower-demo/live.config.yaml'),
  daemonLog: inRoot('.twotower-demo/daemon.log'),
  trafficLog: inRoot('.twotower-demo/traffic.log'),
  /** Simulated seconds in one: a day passes in two minutes, and every fifth of them has its night. */
  speed: 720,
  live: "update: { every: 15s }\ndaemon: { full: '*/10 * * * *', foretell: 1m }\n",
  simulation: { users: 2000, items: 3000, events: 300_000, days: 14, seed: 1 },
};
