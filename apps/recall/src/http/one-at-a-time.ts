import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

interface Line {
  busy: boolean;
  paused: boolean;
  readonly waiting: (() => void)[];
}

/** So many requests may wait on one socket; no more is read from it until one is answered. */
const mostWaiting = 16;

/**
 * One request at a time a socket, and all that are sent on it at once (pipelining) one after another: who sends hundreds on one
 * socket is given no more than who sends one, and nothing is answered before it can be sent.
 */
export function installOneAtATime(app: FastifyInstance): void {
  const lines = new WeakMap<Socket, Line>();
  app.addHook('onRequest', (request, reply, done) => {
    const { socket } = request.raw;
    let line = lines.get(socket);
    if (line === undefined) {
      line = { busy: false, paused: false, waiting: [] };
      lines.set(socket, line);
    }
    const { waiting } = line;
    reply.raw.once('close', () => next(socket, line));
    if (!line.busy) {
      line.busy = true;
      return done();
    }
    waiting.push(done);
    if (waiting.length < mostWaiting || line.paused) return;
    line.paused = true;
    socket.pause();
  });
}

function next(socket: Socket, line: Line): void {
  if (socket.destroyed) return;
  const go = line.waiting.shift();
  if (line.paused && line.waiting.length < mostWaiting) {
    line.paused = false;
    socket.resume();
  }
  if (go === undefined) line.busy = false;
  else go();
}
