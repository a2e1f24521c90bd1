/** Where a stream's text goes. */
export interface Sink {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Stdout or stderr cannot be written: a full disk, most often. */
export class OutputError extends Error {
  override readonly name = 'OutputError';
}

/**
 * Stdout for the one document of `--json`: whatever else the process prints there from now on, as a `console.log` in a
 * config's own code, goes to stderr.
 */
export function reserveStdout(
  out: NodeJS.WriteStream = process.stdout,
  err: NodeJS.WriteStream = process.stderr,
): Sink {
  const write = out.write.bind(out);
  out.write = err.write.bind(err);
  return { write };
}

/**
 * A reader that has seen enough, as `head`, is no failure: the rest is written to nobody and the command goes on to its end.
 * Output that cannot be written for another reason fails the command in one line.
 */
export function outliveReaders(fail: (error: Error) => void): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') {
        fail(new OutputError(`the output cannot be written: ${error.message}`));
      }
    });
  }
}
