// The demo's log: simulated beside its place and renamed, so that an interrupted simulation is redone.
import { existsSync, renameSync, rmSync } from 'node:fs';
import { demo } from './settings.mjs';
import { twotower } from './twotower.mjs';

/** @returns {Promise<string>} what there is now */
export async function simulateOnce() {
  if (existsSync(demo.config)) return 'a simulated log is there';
  for (const folder of [demo.unfinished, demo.folder]) rmSync(folder, { recursive: true, force: true });
  const flags = Object.entries(demo.simulation).flatMap(([name, value]) => [`--${name}`, String(value)]);
  await twotower('simulate', '--out', demo.unfinished, ...flags);
  renameSync(demo.unfinished, demo.folder);
  const { users, items, events, days } = demo.simulation;
  return `${events} events of ${users} users and ${items} films over ${days} days`;
}
