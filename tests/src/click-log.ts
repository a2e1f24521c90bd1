import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface Click {
  readonly user: string;
  readonly item: string;
}

/**
 * Cuts a simulated log in two by time: the first part becomes `past.csv`, which the folder's config then reads.
 *
 * @returns the clicks of both parts
 */
export async function cutLog(folder: string, heldOut: number): Promise<{ past: Click[]; future: Click[] }> {
  const [header, ...rows] = (await readFile(join(folder, 'events.csv'), 'utf8')).trimEnd().split('\n');
  const columns = header.split(',');
  const [user, item, type] = ['user_id', 'item_id', 'event_type'].map((name) => columns.indexOf(name));
  const cut = Math.floor(rows.length * (1 - heldOut));
  await writeFile(join(folder, 'past.csv'), `${[header, ...rows.slice(0, cut)].join('\n')}\n`);
  const config = join(folder, 'twotower.config.yaml');
  await writeFile(config, (await readFile(config, 'utf8')).replace('events.csv', 'past.csv'));
  const clicks = (lines: readonly string[]): Click[] =>
    lines
      .map((line) => line.split(','))
      .filter((cells) => cells[type] === 'click')
      .map((cells) => ({ user: cells[user], item: cells[item] }));
  return { past: clicks(rows.slice(0, cut)), future: clicks(rows.slice(cut)) };
}
