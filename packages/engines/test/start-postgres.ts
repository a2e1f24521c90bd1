import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';

export interface RunningPostgres {
  /** Of a database by this name, which is made. */
  database(name: string): Promise<string>;
  /** Ends the server at once, as a power cut does, and starts it again. */
  crash(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts PostgreSQL in a new folder, on a free port of this machine alone.
 *
 * @returns why not, where it is not installed or cannot be started here
 */
export async function startPostgres(): Promise<RunningPostgres | string> {
  const programs = await findPrograms();
  if (programs === undefined) return 'PostgreSQL is not installed (apt-get install postgresql)';
  const folder = await mkdtemp(join(tmpdir(), 'twotower-pg-'));
  // PostgreSQL refuses to run as root.
  const by = process.getuid?.() === 0 ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] : [];
  const command = (program: string, ...args: string[]) => [...by, join(programs, program), ...args];
  const data = join(folder, 'data');
  try {
    if (by.length > 0) execFileSync('chown', ['65534:65534', folder]);
    await chmod(folder, 0o700);
    const [file, ...args] = command(
      'initdb',
      '-D',
      data,
      '-U',
      'test',
      '-A',
      'trust',
      '-E',
      'UTF8',
      '--locale=C',
    );
    execFileSync(file, args, { stdio: ['ignore', 'ignore', 'pipe'], cwd: '/' });
  } catch (error) {
    await rm(folder, { recursive: true });
    return `PostgreSQL cannot be started here: ${(error as Error).message.split('\n')[0]}`;
  }
  const port = await freePort();
  const url = (name: string) => `postgres://test:s3cret@127.0.0.1:${port}/${name}`;
  const start = async (): Promise<ChildProcess> => {
    const [file, ...args] = command('postgres', '-D', data, '-k', folder, '-h', '127.0.0.1', '-p', `${port}`);
    const server = spawn(file, args, { stdio: 'ignore', cwd: '/' });
    await untilAnswers(url('postgres'), server);
    return server;
  };
  let server = await start();
  const end = async (signal: NodeJS.Signals) => {
    const ended = once(server, 'exit');
    server.kill(signal);
    await ended;
  };
  return {
    async database(name) {
      await runOn(url('postgres'), `create database "${name}"`);
      return url(name);
    },
    async crash() {
      await end('SIGQUIT');
      server = await start();
    },
    async stop() {
      await end('SIGINT');
      await rm(folder, { recursive: true });
    },
  };
}

/** The folder of `initdb`: on the path, or where Debian puts it, which it does not link. */
async function findPrograms(): Promise<string | undefined> {
  const debian = '/usr/lib/postgresql';
  const versions = await readdir(debian).catch((): string[] => []);
  const folders = [
    ...(process.env.PATH ?? '').split(':'),
    ...versions.sort((a, b) => Number(b) - Number(a)).map((version) => join(debian, version, 'bin')),
  ];
  for (const folder of folders) {
    const names = await readdir(folder).catch((): string[] => []);
    if (names.includes('initdb') && names.includes('postgres')) return folder;
  }
  return undefined;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return address.port;
}

async function untilAnswers(url: string, server: ChildProcess): Promise<void> {
  for (let n = 0; ; n++) {
    try {
      return await runOn(url, 'select 1');
    } catch (error) {
      if (n > 300 || server.exitCode !== null) throw error;
      await setTimeout(100);
    }
  }
}

async function runOn(url: string, query: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  // A server that goes away also says so here; the query itself fails with it.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query(query);
  } finally {
    await client.end();
  }
}
