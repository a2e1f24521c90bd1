import type { Progress } from '@twotower/trainer';

/** Where a command writes: people read stderr, programs read the one document on stdout. */
export interface Console {
  readonly json: boolean;
  /** A line for people. */
  say(line: string): void;
  /** What the command is for: a document with `--json`, text without. */
  result(document: unknown, text: string): void;
  progress(progress: Progress): void;
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
  return {
    json,
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
            stream.write(`\r\x1b[2K${barLine(progress)}`);
            barShown = true;
          }
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

function barLine(bar: Extract<Progress, { kind: 'epoch-progress' }>): string {
  const width = 24;
  const filled = Math.round((bar.done / bar.total) * width);
  const left = (bar.total - bar.done) / bar.samplesPerSecond;
  return (
    `  epoch ${bar.epoch}/${bar.epochs} ${'█'.repeat(filled)}${'░'.repeat(width - filled)}` +
    `  loss ${bar.loss.toFixed(4)}  ${thousands(bar.samplesPerSecond)} samples/s  ${left.toFixed(0)} s left`
  );
}

function thousands(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}
