import type { Progress } from '@twotower/trainer';
import type { CommandConsole } from '../console.ts';

/** What a command that a daemon started tells it. */
export interface Told {
  readonly progress: string;
}

/** Milliseconds between two signs of how far a long step is. */
const between = 1000;

/**
 * In a process that a daemon started: tells it what is done, and ends when it does, however that ends, so that nobody works on what
 * another has taken up. Elsewhere the console is left as it is.
 */
export function followParent(output: CommandConsole, parent: NodeJS.Process = process): CommandConsole {
  const { channel } = parent;
  if (channel === undefined || channel === null) return output;
  parent.once('disconnect', () => parent.exit(1));
  // Listening would keep the command alive behind its end.
  channel.unref();
  let told = Number.NEGATIVE_INFINITY;
  const tell = (progress: string): void => {
    told = performance.now();
    parent.send?.({ progress } satisfies Told);
  };
  return {
    ...output,
    say(line) {
      tell(line.trim());
      output.say(line);
    },
    progress(progress) {
      const isStep = progress.kind === 'reading' || progress.kind === 'epoch-progress';
      if (!isStep || performance.now() - told > between) tell(inWords(progress));
      output.progress(progress);
    },
  };
}

export function isTold(message: unknown): message is Told {
  return (
    typeof message === 'object' &&
    message !== null &&
    'progress' in message &&
    typeof message.progress === 'string'
  );
}

function inWords(progress: Progress): string {
  switch (progress.kind) {
    case 'phase':
    case 'notice':
      return progress.message;
    case 'reading':
      return `${progress.rows} rows read`;
    case 'epoch-progress':
      return `epoch ${progress.epoch} of ${progress.epochs}: ${progress.done} of ${progress.total} positives`;
    case 'epoch':
      return `epoch ${progress.epoch} of ${progress.epochs} done, loss ${progress.loss.toFixed(4)}`;
  }
}
