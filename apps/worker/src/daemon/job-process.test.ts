import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { jobProcesses } from './job-process.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'twotower-job-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Works on an update by a program of these lines. */
function run(
  lines: string,
  signal = new AbortController().signal,
  onProgress: (message: string) => void = () => {},
) {
  const program = join(folder, 'program.mjs');
  writeFileSync(program, lines);
  return jobProcesses(program, () => ['update'], ['--store', 'here'])('update', { signal, onProgress });
}

it('gives the command its words, hears what it tells, and takes what it prints', async () => {
  const told: string[] = [];
  const result = await run(
    `process.send({ progress: process.argv.slice(2).join(' ') });
     console.log(JSON.stringify({ bundleId: 'b1', deltaSequence: 0, rows: 0, nothingNew: true }));`,
    undefined,
    (message) => void told.push(message),
  );
  expect(result).toEqual({ kind: 'nothing-new', bundleId: 'b1' });
  await expect.poll(() => told).toEqual(['update --json --store here']);
});

it.each([
  ['CONFIG', false],
  ['STORE', true],
])('fails with the words of the command; %s may pass by itself: %s', async (code, mayPass) => {
  const failing = run(
    `console.log(JSON.stringify({ error: { code: '${code}', message: 'what is wrong' } })); process.exitCode = 2;`,
  );
  await expect(failing).rejects.toMatchObject({ message: 'what is wrong', mayPass });
});

it('says how a process ended that said nothing', async () => {
  const dying = run(`console.error('out of memory'); process.kill(process.pid, 'SIGKILL');`);
  await expect(dying).rejects.toMatchObject({
    message: 'its process ended (by SIGKILL): out of memory',
    mayPass: true,
  });
});

it('ends a process that is not wanted any more', async () => {
  const stop = new AbortController();
  const endless = run(`process.send({ progress: 'begun' }); setInterval(() => {}, 1000);`, stop.signal, () =>
    stop.abort(),
  );
  await expect(endless).rejects.toMatchObject({ message: expect.stringContaining('SIGTERM') });
});
