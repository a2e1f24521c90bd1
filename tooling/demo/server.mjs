// apps/recall as a process: started, waited for, stopped.
import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inRoot, root } from '../process/paths.mjs';
import { tail } from '../process/run.mjs';
import { StepError } from '../process/steps.mjs';
import { demo } from './settings.mjs';

const HOST = '127.0.0.1';
const READY_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 5000;

/** @throws StepError when something listens on the port already */
export function portIsFree(port) {
  return new Promise((done, fail) => {
    const listener = createServer();
    listener.once('error', (error) => {
      const mend = `stop what runs there, or take another port: npm start -- --port ${port + 1}`;
      fail(
        new StepError(
          error.code === 'EADDRINUSE' ? `port ${port} is in use; ${mend}` : `port ${port}: ${error.message}`,
        ),
      );
    });
    listener.listen(port, HOST, () => listener.close(done));
  });
}

/**
 * @returns {Promise<{ url: string, ended: Promise<void>, stop: () => Promise<void> }>} once it answers /readyz
 */
export async function startServer(port) {
  mkdirSync(dirname(demo.serverLog), { recursive: true });
  const log = openSync(demo.serverLog, 'w');
  // Of its own group: Ctrl-C reaches this process alone, which then stops the server in good order.
  const child = spawn(process.execPath, [inRoot('apps/recall/dist/main.js')], {
    cwd: root,
    env: { ...process.env, TWOTOWER_STORE: demo.store, TWOTOWER_PORT: String(port), TWOTOWER_HOST: HOST },
    stdio: ['ignore', log, log],
    detached: process.platform !== 'win32',
  });
  closeSync(log);
  let running = true;
  const ended = new Promise((done) => {
    const end = () => {
      running = false;
      done();
    };
    child.once('exit', end);
    child.once('error', end);
  });
  const killAtExit = () => child.kill('SIGKILL');
  process.once('exit', killAtExit);
  const stop = async () => {
    child.kill('SIGTERM');
    await Promise.race([ended, sleep(STOP_WITHIN_MS, undefined, { ref: false })]);
    if (running) child.kill('SIGKILL');
  };
  const url = `http://${HOST}:${port}`;
  for (const since = Date.now(); !(await answers(`${url}/readyz`)); ) {
    const late = Date.now() - since > READY_WITHIN_MS;
    if (late) await stop();
    if (late || !running) throw new StepError(`the recall server did not become ready:\n${lastLog()}`);
    await sleep(100);
  }
  return { url, ended, stop };
}

export function lastLog() {
  return tail(readFileSync(demo.serverLog, 'utf8'), 15);
}

async function answers(url) {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2000) })).ok;
  } catch {
    return false;
  }
}
