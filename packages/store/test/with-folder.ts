import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export async function withFolder(task: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'twotower-store-'));
  try {
    await task(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}
