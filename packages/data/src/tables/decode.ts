import { isAscii } from 'node:buffer';
import { DataError } from '../error.ts';
import type { Format } from '../table.ts';
import { bytesOf } from './decompress.ts';

/** Larger pieces fall out of the processor's cache before their cells are cut: 64 KiB was the fastest. */
const pieceBytes = 1 << 16;

/**
 * The text of a file in pieces, cut anywhere. A byte order mark tells UTF-8 and UTF-16 whatever the config says, and is
 * no part of the text.
 *
 * @throws DataError where the file cannot be read, or is not in the encoding
 */
export async function* textOf(file: string, encoding: Format['encoding']): AsyncGenerator<string> {
  let decode: Decode | undefined;
  try {
    for await (const bytes of bytesOf(file)) {
      let start = 0;
      if (!decode) {
        const mark = markOf(bytes);
        decode = decoderOf(mark?.encoding ?? encoding);
        start = mark?.length ?? 0;
      }
      for (; start < bytes.length; start += pieceBytes) {
        yield decode(bytes.subarray(start, start + pieceBytes));
      }
    }
    yield decode?.() ?? '';
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_ENCODING_INVALID_ENCODED_DATA') {
      throw new DataError(`${file}: not UTF-8; set data.format.encoding: 'latin-1' or convert the file`);
    }
    throw new DataError(
      `${file}: cannot be read (${error instanceof Error ? error.message : String(error)})`,
    );
  }
}

/** Text of the next bytes; without bytes, the end of the file. */
type Decode = (bytes?: Uint8Array) => string;

function markOf(
  bytes: Uint8Array,
): { encoding: 'utf-8' | 'utf-16le' | 'utf-16be'; length: number } | undefined {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) {
    return { encoding: 'utf-8', length: 3 };
  }
  if (first === 0xff && second === 0xfe) {
    return { encoding: 'utf-16le', length: 2 };
  }
  return first === 0xfe && second === 0xff ? { encoding: 'utf-16be', length: 2 } : undefined;
}

function decoderOf(encoding: Format['encoding'] | 'utf-16le' | 'utf-16be'): Decode {
  if (encoding === 'latin-1') {
    return (bytes) => (bytes ? latin1(bytes) : '');
  }
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  let open = encoding !== 'utf-8';
  return (bytes) => {
    // A piece of ASCII after a whole sign needs no decoder, and none is as fast as none.
    if (bytes && !open && isAscii(bytes)) {
      return latin1(bytes);
    }
    open = encoding !== 'utf-8' || (bytes !== undefined && bytes[bytes.length - 1] >= 0x80);
    return decoder.decode(bytes, { stream: bytes !== undefined });
  };
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
