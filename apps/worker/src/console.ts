import type { Progress } from '@twotower/trainer';
import { type Failure, failureDocument } from './failure.ts';
import type { Sink } from './stdout.ts';

/** Where a command writes: people read stderr, programs read the one document on stdout. */
export interface Console {
  readonly json: boolean;
  /** Whether people watch on a terminal, where a line can be drawn over. */
  readonly live: boolean;
  /** A line for people. */
  say(line: string): void;
  /** What the command is for: text, or with `--json` the document that {@link CommandConsole.end} prints. */
  result(document: unknown, text: string): void;
  progress(progress: Progress): void;
  /** How far a long file is: a bar on a terminal, else a line, so call it seldom there. */
  rows(rows: RowsProgress): void;
}

/** The console as the one who runs the command has it. */
export interface CommandConsole extends Console {
  /** Prints the result of a command that did what it is for: only now, as what follows a result may still fail. */
  end(): void;
  /** Says in one line why the command failed; with `--json` this is the document, whatever the result was. */
  fail(failure: Failure): void;
}

export interface RowsProgress {
  /** What the rows are, such as `events`. */
  readonly of: string;
  readonly done: number;
  readonly total: number;
  readonly rowsPerSecond: number;
}

/** Foreign text without line breaks or anything else that steers a terminal. */
export function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ');
}

/** A progress bar on a terminal, plain lines where output is piped. */
export function openConsole(
  json: boolean,
  out: Sink = process.stdout,
  err: Sink = process.stderr,
): CommandConsole {
  const stream = json ? err : out;
  const live = stream.isTTY === true;
  let barShown = false;
  let document: unknown;
  let printed = false;

  const clearBar = (): void => {
    if (barShown) {
      stream.write('\r\x1b[2K');
      barShown = false;
    }
  };
  const say = (line: string): void => {
    clearBar();
    stream.write(`${line}\n`);
  };
  const drawBar = (line: string): void => {
    stream.write(`\r\x1b[2K${line}`);
    barShown = true;
  };
  /** One document, whatever still fails after it. */
  const print = (final: unknown): void => {
    if (json && !printed) {
      printed = true;
      out.write(`${JSON.stringify(final)}\n`);
    }
  };
  return {
    json,
    live,
    say,
    result(found, text) {
      clearBar();
      document = found;
      if (!json) {
        out.write(`${text}\n`);
      }
    },
    end() {
      print(document ?? null);
    },
    fail(failure) {
      clearBar();
      err.write(`error: ${failure.stack ?? failure.message}\n`);
      print(failureDocument(failure));
    },
    progress(progress) {
      switch (progress.kind) {
        case 'phase':
          return say(progress.message);
        case 'notice':
          return say(`note: ${progress.message}`);
        case 'epoch':
          return say(epochLine(progress));
        case 'reading':
          return live ? drawBar(readingLine(progress)) : undefined;
        case 'epoch-progress':
          return live ? drawBar(barLine(progress)) : undefined;
      }
    },
    rows(rows) {
      if (live) {
        drawBar(rowsLine(rows, bar(rows)));
      } else {
        say(rowsLine(rows, `${thousands(rows.done)} of ${thousands(rows.total)}`));
      }
    },
  };
}

function epochLine(epoch: Extract<Progress, { kind: 'epoch' }>): string {
  const metric = epoch.metric
    ? `  ${epoch.metric.name} ${epoch.metric.value.toFixed(4)}${epoch.metric.best ? ' *' : ''}`
    : '';
  return (
    `  epoch ${String(epoch.epoch).padStart(String(epoch.epochs).length)}/${epoch.epochs}` +
    `  loss ${epoch.loss.toFixed(4)}${metric}  ${thousands(epoch.samplesPerSecond)} samples/s  ${epoch.seconds.toFixed(1)} s`
  );
}

function barLine(epoch: Extract<Progress, { kind: 'epoch-progress' }>): string {
  const left = (epoch.total - epoch.done) / epoch.samplesPerSecond;
  return (
    `  epoch ${epoch.epoch}/${epoch.epochs} ${bar(epoch)}` +
    `  loss ${epoch.loss.toFixed(4)}  ${thousands(epoch.samplesPerSecond)} samples/s  ${left.toFixed(0)} s left`
  );
}

function readingLine({ rows, share, rowsPerSecond }: Extract<Progress, { kind: 'reading' }>): string {
  const soFar = `${thousands(rows)} rows  ${thousands(rowsPerSecond)} rows/s`;
  if (share === undefined || share === 0) {
    return `  ${soFar}`;
  }
  const left = (rows / share - rows) / rowsPerSecond;
  return `  ${bar({ done: share, total: 1 })}  ${soFar}  ${left.toFixed(0)} s left`;
}

function rowsLine({ of, done, total, rowsPerSecond }: RowsProgress, share: string): string {
  const left = (total - done) / rowsPerSecond;
  return `  ${of} ${share}  ${thousands(rowsPerSecond)} rows/s  ${left.toFixed(0)} s left`;
}

function bar({ done, total }: { readonly done: number; readonly total: number }): string {
  const width = 24;
  const filled = Math.round((done / total) * width);
  return `${'█'.repeat(filled)}${'░'.repeat(width - filled)}`;
}

function thousands(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}
