import { encodingOf } from '@twotower/schema';
import { DataError } from '../error.ts';
import type { Format } from '../table.ts';
import { decoderOf, transcoderOf } from './decoder.ts';
import { bytesOf } from './decompress.ts';
import { likelyEncoding, mixedEncodings } from './likely-encoding.ts';

/** Larger pieces fall out of the processor's cache before their cells are cut: 64 KiB was the fastest. */
const pieceBytes = 1 << 16;

/**
 * The text of a file in pieces, cut anywhere. A byte order mark tells UTF-8 and UTF-16 whatever the config says, and is
 * no part of the text.
 *
 * @throws DataError where the file cannot be read; EncodingError where it is not in the encoding, which names the one that fits
 */
export function textOf(file: string, encoding: Format['encoding']): AsyncGenerator<string> {
  return decoded(file, encoding, decoderOf, undefined);
}

/**
 * The same as bytes of UTF-8, cut between signs.
 *
 * @param onBytes is told how many bytes of the file, compressed as it lies there, were read so far
 */
export function utf8TextOf(
  file: string,
  encoding: Format['encoding'],
  onBytes?: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  return decoded(file, encoding, transcoderOf, onBytes);
}

async function* decoded<Piece>(
  file: string,
  encoding: Format['encoding'],
  decoder: (encoding: string) => (bytes?: Uint8Array) => Piece,
  onBytes: ((bytes: number) => void) | undefined,
): AsyncGenerator<Piece> {
  const configured = encodingOf(encoding) ?? encoding;
  let decode: ((bytes?: Uint8Array) => Piece) | undefined;
  let bytes: Uint8Array = new Uint8Array(0);
  try {
    for await (bytes of bytesOf(file, onBytes)) {
      let start = 0;
      if (!decode) {
        const mark = markOf(bytes);
        const used = mark?.encoding ?? configured;
        if (!used.startsWith('utf-16') && bytes.subarray(0, pieceBytes).includes(0)) {
          throw notText(file, bytes);
        }
        decode = decoder(used);
        start = mark?.length ?? 0;
      }
      for (; start < bytes.length; start += pieceBytes) {
        yield decode(bytes.subarray(start, start + pieceBytes));
      }
    }
    if (decode) {
      yield decode();
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_ENCODING_INVALID_ENCODED_DATA') {
      throw notEncoded(file, configured, bytes);
    }
    throw error instanceof DataError
      ? error
      : new DataError(`${file}: cannot be read (${error instanceof Error ? error.message : String(error)})`);
  }
}

/** A file that is not in the encoding it was read in. */
export class EncodingError extends DataError {
  /** The one that fits its bytes, as `data.format.encoding` takes it. */
  readonly likely: string | undefined;
  /** Where lines of UTF-8 stand among others, their share of those that are not plain ASCII. */
  readonly utf8Share: number | undefined;

  constructor(message: string, likely: string | undefined, share?: number) {
    super(message);
    this.likely = likely;
    this.utf8Share = share;
  }
}

function notText(file: string, bytes: Uint8Array): EncodingError {
  const likely = likelyEncoding(bytes);
  const mend = likely ? `set data.format.encoding: '${likely}'` : 'name a CSV, TSV, JSON or Parquet file';
  return new EncodingError(`${file}: not text (it holds NUL bytes); ${mend}`, likely);
}

function notEncoded(file: string, encoding: string, bytes: Uint8Array): EncodingError {
  const mixed = encoding === 'utf-8' ? mixedEncodings(bytes) : undefined;
  if (mixed !== undefined) {
    const { utf8Share, other } = mixed;
    const lines = `${Math.round(100 * utf8Share)} % of the lines that are not plain ASCII are UTF-8`;
    const rest = other === undefined ? 'the others are not' : `the others ${other}`;
    return new EncodingError(`${file}: mixes encodings (${lines}, ${rest}); convert those`, other, utf8Share);
  }
  const likely = likelyEncoding(bytes);
  const mend =
    likely && likely !== encoding
      ? `set data.format.encoding: '${likely}' or convert the file`
      : 'set data.format.encoding to the one that it was written in, or convert the file';
  return new EncodingError(`${file}: not ${encoding.toUpperCase()}; ${mend}`, likely);
}

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
