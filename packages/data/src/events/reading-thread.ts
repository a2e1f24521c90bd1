import { parentPort } from 'node:worker_threads';
import { DataError } from '../error.ts';
import { columnsOf } from './arrival-block.ts';
import type { ThreadAnswer, ThreadMessage } from './reading-messages.ts';
import { TextReader } from './text-reader.ts';

/** What a thread that reads text runs: it is told the plan of a table, then reads one stretch after the other. */
if (parentPort === null) {
  throw new Error('reading-thread is run as a worker thread');
}
const port = parentPort;
let reader: TextReader | undefined;

port.on('message', (message: ThreadMessage) => {
  switch (message.kind) {
    case 'begin':
      reader = new TextReader(message.plan);
      return;
    case 'forget':
      reader?.forget();
      return;
    case 'read':
      tell(message);
  }
});

function tell({ stretch, settings }: Extract<ThreadMessage, { kind: 'read' }>): void {
  try {
    if (reader === undefined) {
      throw new Error('a stretch came before the plan of its table');
    }
    const answer = reader.read(stretch, settings);
    const message: ThreadAnswer = { kind: 'answer', answer };
    port.postMessage(
      message,
      answer.kind === 'read'
        ? Object.values(columnsOf(answer.stretch.events)).map(({ buffer }) => buffer as ArrayBuffer)
        : [],
    );
  } catch (error) {
    const message: ThreadAnswer = {
      kind: 'failed',
      message: error instanceof Error ? error.message : String(error),
      isDataError: error instanceof DataError,
    };
    port.postMessage(message);
  }
}
