import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Dataset, EventColumns } from '@twotower/features';
import { type Config, type ConfigInput, parseConfig } from '@twotower/schema';

/** A folder of its own with these files; for tests. */
export function folderWith(files: Record<string, string | Uint8Array>): string {
  const folder = mkdtempSync(join(tmpdir(), 'twotower-data-'));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

/** A config over columns `user` and `item`; for tests. */
export function configOf(data: ConfigInput['data'], schema: Partial<ConfigInput['schema']> = {}): Config {
  return parseConfig({ schema: { user: { id: 'user' }, item: { id: 'item' }, ...schema }, data });
}

/** All events of a dataset; for tests. */
export function eventsOf(dataset: Dataset): EventColumns {
  return dataset.readUsers(0, dataset.users.ids.length);
}
