import { type AddressInfo, connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { RecallEngine } from '@twotower/serving';
import type { FolderStore } from '@twotower/store';
import type { FastifyInstance } from 'fastify';
import { KeyRing } from '../src/gate/key-ring.ts';
import { createServer, type ServerParts } from '../src/server.ts';
import { promoteTinyBundle, temporaryStore } from './tiny-store.ts';

export interface RunningServer {
  readonly app: FastifyInstance;
  readonly store: FolderStore;
  readonly ring: KeyRing;
  readonly bundleId: string;
  readonly url: string;
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** A server over a store of 20 films, on a port of its own. @param clock of the engine, in milliseconds since 1970 */
export async function runningServer(
  parts: Partial<ServerParts> = {},
  clock?: () => number,
): Promise<RunningServer> {
  const { store, remove } = await temporaryStore();
  const bundleId = await promoteTinyBundle(store);
  const engine = await RecallEngine.open({ store, events: store.events, changes: store.changes, clock });
  const ring = await KeyRing.open(store.keys);
  const adminFolder = join(store.folder, 'none');
  const app = await createServer({ engine, store, ring, adminFolder, ...parts });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    app.server.closeAllConnections();
    await app.close();
    await remove();
  };
  return { app, store, ring, bundleId, url, port, close };
}

/** A socket, and what it has received so far. */
export async function openSocket(
  port: number,
): Promise<{ socket: Socket; received: () => string; closed: Promise<void> }> {
  const socket = connect(port, '127.0.0.1');
  let text = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  // A server that hangs up on an attacker may do so with a reset.
  socket.on('error', () => {});
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  await new Promise((resolve) => socket.once('connect', resolve));
  return { socket, received: () => text, closed };
}

/** Waits until something holds. @throws Error after ten seconds */
export async function until(holds: () => boolean): Promise<void> {
  for (const since = Date.now(); !holds(); ) {
    if (Date.now() - since > 10_000) throw new Error('it did not come to hold within ten seconds');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
