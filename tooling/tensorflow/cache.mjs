// Folder of what is fetched once for a machine, outside node_modules.
import { homedir } from 'node:os';
import { join } from 'node:path';

export function cacheFolder() {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'twotower');
}
