import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DuckDBInstance } from '@duckdb/node-api';
import { loadConfig, readDataset, simulate } from '@twotower/data';

interface Measured {
  readonly seconds: number;
  /** Of all threads, in the process's own code. */
  readonly cpuSeconds: number;
  readonly peakRssBytes: number;
}

const MAIN = fileURLToPath(new URL('./main.js', import.meta.url));
const REPEATS = 3;

/**
 * Encodes simulated logs to shards and lets DuckDB scan the same files, in turns, each in a process of its own: rows a
 * second and peak memory. DuckDB reads every column on two threads and keeps nothing; the encoder reads, checks, indexes
 * ids, drops duplicates and writes the events by user.
 */
export async function encode(sizes = '1000000,3000000,10000000', json: boolean): Promise<void> {
  const results = [];
  for (const events of sizes.split(',').map(Number)) {
    const folder = join(mkdtempSync(join(tmpdir(), 'twotower-bench-')), 'log');
    try {
      const users = Math.max(100, Math.round(events / 10));
      process.stderr.write(`simulating ${events} events of ${users} users\n`);
      await simulate({ out: folder, users, items: Math.max(1000, events / 100), events, days: 30, seed: 1 });
      const ours: Measured[] = [];
      const scans: Measured[] = [];
      for (let n = 0; n < REPEATS; n++) {
        ours.push(inProcess('encode-once', folder));
        scans.push(inProcess('scan-once', folder));
      }
      results.push(summary(events, statSync(join(folder, 'events.csv')).size, ours, scans));
    } finally {
      rmSync(join(folder, '..'), { recursive: true, force: true });
    }
  }
  process.stdout.write(json ? `${JSON.stringify(results)}\n` : `${results.map(line).join('\n')}\n`);
}

/** One encoding of the log in `folder`, not kept. */
export async function encodeOnce(folder = '.'): Promise<void> {
  const { config } = await loadConfig(join(folder, 'twotower.config.yaml'));
  const scratch = mkdtempSync(join(folder, 'scratch-'));
  const started = performance.now();
  await readDataset(config, folder, { scratch, memoryRows: 1 << 20 });
  tell(started);
  rmSync(scratch, { recursive: true });
}

/** One scan of the log in `folder` by DuckDB: every column is parsed as the type it has. */
export async function scanOnce(folder = '.'): Promise<void> {
  const connection = await (await DuckDBInstance.create(':memory:', { threads: '2' })).connect();
  const started = performance.now();
  const file = join(folder, 'events.csv').replaceAll("'", "''");
  await connection.run(
    `select count(*), max(event_id), max(user_id), max(item_id), max(timestamp), max(event_type), sum(weight), max(request_id) from read_csv('${file}')`,
  );
  tell(started);
}

function tell(started: number): void {
  const measured: Measured = {
    seconds: (performance.now() - started) / 1000,
    cpuSeconds: process.cpuUsage().user / 1e6,
    peakRssBytes: process.resourceUsage().maxRSS * 1024,
  };
  process.stdout.write(`${JSON.stringify(measured)}\n`);
}

function inProcess(command: string, folder: string): Measured {
  return JSON.parse(execFileSync(process.execPath, [MAIN, command, folder], { encoding: 'utf8' }));
}

function summary(events: number, bytes: number, ours: readonly Measured[], scans: readonly Measured[]) {
  const ratios = ours.map(({ seconds }, n) => scans[n].seconds / seconds);
  return {
    events,
    bytes,
    rowsPerSecond: events / median(ours.map(({ seconds }) => seconds)),
    /** Of the turn that was least disturbed. */
    bestRowsPerSecond: events / Math.min(...ours.map(({ seconds }) => seconds)),
    cpuMicrosecondsPerRow: (1e6 * Math.min(...ours.map(({ cpuSeconds }) => cpuSeconds))) / events,
    duckdbRowsPerSecond: events / median(scans.map(({ seconds }) => seconds)),
    /** Median over the turns of our rate to DuckDB's. */
    ratio: median(ratios),
    peakRssBytes: Math.max(...ours.map(({ peakRssBytes }) => peakRssBytes)),
    duckdbPeakRssBytes: Math.max(...scans.map(({ peakRssBytes }) => peakRssBytes)),
  };
}

function line(result: ReturnType<typeof summary>): string {
  const rate = (value: number) => `${(value / 1e6).toFixed(2)}M rows/s`;
  const size = (value: number) => `${(value / 2 ** 20).toFixed(0)} MiB`;
  return (
    `${(result.events / 1e6).toFixed(0)}M events (${size(result.bytes)}): encode ${rate(result.rowsPerSecond)} (best ${rate(result.bestRowsPerSecond)}, ${result.cpuMicrosecondsPerRow.toFixed(2)} us of CPU a row), peak ${size(result.peakRssBytes)}; ` +
    `DuckDB scan ${rate(result.duckdbRowsPerSecond)}, peak ${size(result.duckdbPeakRssBytes)}; ratio ${result.ratio.toFixed(2)}`
  );
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}
