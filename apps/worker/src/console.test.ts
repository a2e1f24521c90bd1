import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { oneLine, openConsole } from './console.ts';

function collect(isTTY: boolean) {
  const chunks: string[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      chunks.push(String(chunk));
      done();
    },
  });
  return { chunks, stream: Object.assign(stream, { isTTY }) as unknown as NodeJS.WriteStream };
}

const bar = {
  kind: 'epoch-progress',
  epoch: 1,
  epochs: 3,
  done: 500,
  total: 1000,
  loss: 2.5,
  samplesPerSecond: 250,
} as const;

describe('openConsole', () => {
  it('keeps stdout for the one document of --json', () => {
    const out = collect(false);
    const err = collect(false);
    const console = openConsole(true, out.stream, err.stream);
    console.say('reading');
    console.progress({ kind: 'notice', message: 'exact index' });
    console.result({ bundleId: 'b1' }, 'for people');
    expect(out.chunks).toEqual([]);
    console.end();
    expect(out.chunks).toEqual(['{"bundleId":"b1"}\n']);
    expect(err.chunks).toEqual(['reading\n', 'note: exact index\n']);
  });

  it('prints the failure in the place of the result, also of one that came after it', () => {
    const out = collect(false);
    const err = collect(false);
    const console = openConsole(true, out.stream, err.stream);
    console.result({ bundleId: 'b1' }, 'for people');
    console.fail({ exit: 1, code: 'STORE', message: 'the disk is full' });
    console.fail({ exit: 1, code: 'UNEXPECTED', message: 'a second one' });
    expect(out.chunks).toEqual(['{"error":{"code":"STORE","message":"the disk is full"}}\n']);
    expect(err.chunks).toEqual(['error: the disk is full\n', 'error: a second one\n']);
  });

  it('says a failure on stderr alone without --json', () => {
    const out = collect(false);
    const err = collect(false);
    const console = openConsole(false, out.stream, err.stream);
    console.fail({ exit: 1, code: 'UNEXPECTED', message: 'x', stack: 'TypeError: x\n    at y' });
    expect([out.chunks, err.chunks]).toEqual([[], ['error: TypeError: x\n    at y\n']]);
  });

  it('draws a bar with rate and time left on a terminal only', () => {
    const terminal = collect(true);
    openConsole(false, terminal.stream, terminal.stream).progress(bar);
    expect(terminal.chunks.join('')).toContain('epoch 1/3 ████████████░░░░░░░░░░░░');
    expect(terminal.chunks.join('')).toContain('250 samples/s  2 s left');
    const pipe = collect(false);
    openConsole(false, pipe.stream, pipe.stream).progress(bar);
    expect(pipe.chunks).toEqual([]);
  });

  it('draws how far a log is read on a terminal only, and then takes it away', () => {
    const reading = { kind: 'reading', rows: 300_000, rowsPerSecond: 100_000, share: 0.25 } as const;
    const terminal = collect(true);
    const console = openConsole(false, terminal.stream, terminal.stream);
    console.progress(reading);
    expect(terminal.chunks.join('')).toBe(
      '\r\x1b[2K  ██████░░░░░░░░░░░░░░░░░░  300,000 rows  100,000 rows/s  9 s left',
    );
    console.progress({ ...reading, share: undefined });
    console.say('done');
    expect(terminal.chunks.slice(1)).toEqual([
      '\r\x1b[2K  300,000 rows  100,000 rows/s',
      '\r\x1b[2K',
      'done\n',
    ]);
    const out = collect(false);
    const err = collect(false);
    openConsole(true, out.stream, err.stream).progress(reading);
    expect([out.chunks, err.chunks]).toEqual([[], []]);
  });

  it('draws the rows of a long file over each other on a terminal, and one line each into a pipe', () => {
    const rows = { of: 'events', done: 250_000, total: 1_000_000, rowsPerSecond: 50_000 };
    const terminal = collect(true);
    openConsole(false, terminal.stream, terminal.stream).rows(rows);
    expect(terminal.chunks.join('')).toBe(
      '\r\x1b[2K  events ██████░░░░░░░░░░░░░░░░░░  50,000 rows/s  15 s left',
    );
    const pipe = collect(false);
    openConsole(false, pipe.stream, pipe.stream).rows(rows);
    expect(pipe.chunks).toEqual(['  events 250,000 of 1,000,000  50,000 rows/s  15 s left\n']);
  });
});

it('keeps foreign text on its line and from steering the terminal', () => {
  expect(oneLine('a\r\nb\t\x1b[2Jc')).toBe('a b [2Jc');
});
