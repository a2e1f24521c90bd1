const lineFeed = 10;
const carriageReturn = 13;
const quote = 34;

/** Larger ones fall out of the processor's cache, smaller ones cost more messages between threads. */
const usualBytes = 1 << 20;

/** Whole lines of a text, one stretch behind the other. */
export interface TextStretch {
  readonly bytes: Uint8Array;
  /** Whether it begins the text, and whether it ends it, so that its last line may lack a newline. */
  readonly first: boolean;
  readonly last: boolean;
}

export interface Lines {
  readonly newline: '\n' | '\r';
  /** Whether a newline may stand inside quotes. */
  readonly quoted: boolean;
}

/**
 * Cuts a text that comes in pieces at ends of lines. In a quoted text it is cut where as many quotes were opened as closed,
 * which is the end of a row unless a stray quote stands before it: whoever reads the rows has to look.
 *
 * @param least a stretch has so many bytes, the last one fewer
 */
export async function* textStretches(
  pieces: AsyncIterable<Uint8Array>,
  lines: Lines,
  least = usualBytes,
): AsyncGenerator<TextStretch> {
  let held: Uint8Array[] = [];
  let length = 0;
  let first = true;
  for await (const piece of pieces) {
    held.push(piece);
    length += piece.length;
    if (length < least) {
      continue;
    }
    const bytes = Buffer.concat(held, length);
    const end = endOfLine(bytes, lines);
    if (end === 0) {
      held = [bytes];
      continue;
    }
    yield { bytes: bytes.subarray(0, end), first, last: false };
    first = false;
    held = [bytes.subarray(end)];
    length -= end;
  }
  yield { bytes: Buffer.concat(held, length), first, last: true };
}

/** Behind the last newline at which a stretch can end; 0 where there is none. */
function endOfLine(bytes: Buffer, { newline, quoted }: Lines): number {
  const sign = newline === '\n' ? lineFeed : carriageReturn;
  const last = bytes.lastIndexOf(sign) + 1;
  if (!quoted || !bytes.includes(quote)) {
    return last;
  }
  let inside = false;
  let end = 0;
  for (let i = 0; i < last; i++) {
    if (bytes[i] === quote) {
      inside = !inside;
    } else if (bytes[i] === sign && !inside) {
      end = i + 1;
    }
  }
  // A stray quote turns inside and outside round.
  return end > last / 2 ? end : last;
}
