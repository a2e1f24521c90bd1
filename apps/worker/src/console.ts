import type { Progress } from '@twotower/trainer';

/** Where a command writes: people read stderr, programs read the one document on stdout. */
export interface Console {
  readonly json: boolean;
  /** Whether people watch on a terminal, where a line can be drawn over. */
  readonly live: boolean;
  /** A line for people. */
  say(line: string): void;
  /** What the command is for: a document with `--json`, text without. */
  result(document: unknown, text: string): void;
  progress(progress: Progress): void;
  /** How far a long file is: a bar on a terminal, else a line, so call it seldom there. */
  rows(rows: RowsProgress): void;
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
  out: NodeJS.WriteStream = process.stdout,
  err: NodeJS.WriteStream = process.stderr,
): Console {
  const stream = json ? err : out;
  const live = stream.isTTY === true;
  let barShown = false;

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
  return {
    json,
    live,
    say,
    result(document, text) {
      clearBar();
      out.write(json ? `${JSON.stringify(document)}\n` : `${text}\n`);
    },
    progress(progress) {
      switch (progress.kind) {
        case 'phase':
          return say(progress.message);
        case 'notice':
          return say(`note: ${progress.message}`);
        case 'epoch':
          return say(epochLine(progress));
        case 'epoch-progress':
          if (live) {
            drawBar(barLine(progress));
          }
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
