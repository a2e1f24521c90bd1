// What makes the demo live: simulated people who go on clicking, and the daemon that learns what they do.
import { spawn } from 'node:child_process';
import { createWriteStream, readFileSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { inRoot, root } from '../process/paths.mjs';
import { demo } from './settings.mjs';

const STOP_WITHIN_MS = 25_000;

/**
 * @param {string} url of the recall server
 * @param {(line: string) => void} say what a newcomer is to see
 * @returns {{ stop: () => Promise<void> }}
 */
export function startLive(url, say) {
  writeFileSync(demo.liveConfig, `${readFileSync(demo.config, 'utf8')}${demo.live}`);
  const traffic = start(demo.trafficLog, ['traffic', '--to', url, '--speed', String(demo.speed)], () => {});
  const daemon = start(demo.daemonLog, ['daemon', '--store', demo.store], (line) => tell(line, say));
  say(
    'Simulated people go on clicking, an hour of theirs in 5 s; every 15 s what they did is learnt and published:',
  );
  return {
    async stop() {
      await Promise.all([traffic.stop(), daemon.stop()]);
    },
  };
}

/** What came of a job, out of the daemon's log. */
function tell(line, say) {
  try {
    const { result, level, msg } = JSON.parse(line);
    const isNews = result !== undefined && result.kind !== 'nothing-new' && result.kind !== 'pruned';
    if (isNews || level >= 50) say(`  ${new Date().toTimeString().slice(0, 8)}  ${msg}`);
  } catch {
    say(`  ${line}`);
  }
}

function start(logFile, args, onLine) {
  // Of its own group: Ctrl-C reaches the first process alone, which then stops this one in good order.
  const child = spawn(
    process.execPath,
    [inRoot('apps/worker/bin/twotower.js'), ...args, '--config', demo.liveConfig],
    { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], detached: process.platform !== 'win32' },
  );
  const log = createWriteStream(logFile);
  child.stderr.pipe(log, { end: false });
  createInterface({ input: child.stdout }).on('line', (line) => {
    log.write(`${line}\n`);
    onLine(line);
  });
  let running = true;
  const ended = new Promise((done) => {
    const end = () => {
      running = false;
      done();
    };
    child.once('exit', end);
    child.once('error', end);
  });
  process.once('exit', () => child.kill('SIGKILL'));
  return {
    async stop() {
      if (!running) return;
      child.kill('SIGTERM');
      await Promise.race([ended, sleep(STOP_WITHIN_MS, undefined, { ref: false })]);
      if (running) child.kill('SIGKILL');
    },
  };
}
