import type { TextStretch } from '../tables/text-stretches.ts';
import type { TimeSettings } from './event-rows.ts';
import type { EventStretch } from './event-stretch.ts';
import type { OpenTimes } from './open-times.ts';
import type { TextAnswer } from './text-reader.ts';

/** Reads stretches one behind the other, here or in a thread. */
export interface StretchReader {
  read(stretch: TextStretch, settings: TimeSettings): Promise<TextAnswer>;
  /** Lets all codes be new again, for what is read from now on. */
  forget(): void;
}

export interface InOrder {
  /** Who reads now; may give others once much was read, who begin with codes of their own. */
  readers(): readonly StretchReader[];
  settings(): TimeSettings;
  /** Finds out what times leave open. */
  settle(open: OpenTimes): Promise<void>;
  /** Takes what a reader read; what readers give is taken in the order of the text. */
  take(stretch: EventStretch, reader: StretchReader): void;
  /** All codes of all readers are new from here on. */
  forget(): void;
}

interface Asked {
  stretch: TextStretch;
  reader: StretchReader;
  answer: Promise<TextAnswer>;
}

/**
 * Lets readers read a text, several stretches at once, so that what is taken is the same however many they are: where a
 * stretch leaves something open, or ends amid a row, everything from there on is read anew.
 */
export async function readInOrder(stretches: AsyncIterable<TextStretch>, order: InOrder): Promise<void> {
  const source = stretches[Symbol.asyncIterator]();
  const asked: Asked[] = [];
  let readers = order.readers();
  let turn = 0;
  const ask = (stretch: TextStretch): Asked => {
    const reader = readers[turn++ % readers.length];
    const answer = reader.read(stretch, order.settings());
    // Whoever waits for it is told; until then it is nobody's.
    answer.catch(() => undefined);
    return { stretch, reader, answer };
  };
  const pull = async (): Promise<TextStretch | undefined> => {
    const { value, done } = await source.next();
    return done ? undefined : value;
  };
  const askAgain = (): void => {
    order.forget();
    for (const reader of readers) {
      reader.forget();
    }
    asked.forEach(({ stretch }, n) => {
      asked[n] = ask(stretch);
    });
  };
  try {
    for (let next = await pull(); next !== undefined || asked.length > 0; ) {
      while (next !== undefined && asked.length < (readers.length === 1 ? 1 : 2 * readers.length)) {
        asked.push(ask(next));
        next = await pull();
      }
      const [{ stretch, reader, answer }] = asked;
      const read = await answer;
      if (read.kind === 'open') {
        await order.settle(read.open);
        askAgain();
        continue;
      }
      asked.shift();
      order.take(read.stretch, reader);
      if (read.rest > 0) {
        const rest = stretch.bytes.subarray(stretch.bytes.length - read.rest);
        const first = stretch.first && read.rest === stretch.bytes.length;
        const behind = asked.length > 0 ? asked[0].stretch : next;
        if (behind === undefined) {
          throw new Error('the last stretch of a text was not read to its end');
        }
        const joined = { ...behind, first, bytes: Buffer.concat([rest, behind.bytes]) };
        if (asked.length > 0) {
          asked[0].stretch = joined;
          askAgain();
        } else {
          next = joined;
        }
      }
      if (asked.length === 0) {
        readers = order.readers();
      }
    }
  } finally {
    await source.return?.();
  }
}
