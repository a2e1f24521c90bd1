import { isAscii, isUtf8 } from 'node:buffer';

/** Text of the next bytes; without bytes, the end of the file. */
export type Decode = (bytes?: Uint8Array) => string;

/** Encodings in which a byte below 128 that stands behind a whole sign is that sign of ASCII. */
const likeAscii = /^(utf-8|windows-\d|iso-8859-|koi8-|macintosh|shift_jis|euc-|big5)/;

/** What windows-1252 has where latin-1 has control characters; those that it leaves out stay such, as on the web. */
const windowsSigns = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/**
 * Decodes bytes that come in pieces, cut anywhere.
 *
 * @param encoding one that the platform's TextDecoder names
 * @returns a function that throws a TypeError (`ERR_ENCODING_INVALID_ENCODED_DATA`) for bytes that are no text in it
 */
export function decoderOf(encoding: string): Decode {
  if (encoding === 'windows-1252') {
    // Node's own decoder of it is slower, and gave control characters in some versions.
    return (bytes) => (bytes ? windows1252(bytes) : '');
  }
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  const plain = likeAscii.test(encoding);
  let open = !plain;
  return (bytes) => {
    // A piece of ASCII after a whole sign needs no decoder, and none is as fast as none.
    if (bytes && !open && isAscii(bytes)) {
      return latin1(bytes);
    }
    open = !plain || (bytes !== undefined && bytes[bytes.length - 1] >= 0x80);
    return decoder.decode(bytes, { stream: bytes !== undefined });
  };
}

/** The same as bytes of UTF-8, which are no copy where they are that already. */
export type Transcode = (bytes?: Uint8Array) => Uint8Array;

/** See {@link decoderOf}. Pieces of UTF-8 stay whole: signs that two of them share go with the second. */
export function transcoderOf(encoding: string): Transcode {
  if (encoding === 'utf-8') {
    return wholeSigns();
  }
  const decode = decoderOf(encoding);
  const encoder = new TextEncoder();
  return (bytes) => encoder.encode(decode(bytes));
}

function wholeSigns(): Transcode {
  let open: Uint8Array = new Uint8Array(0);
  return (bytes = new Uint8Array(0)) => {
    const joined = open.length === 0 ? bytes : Buffer.concat([open, bytes]);
    const end = bytes.length === 0 ? joined.length : joined.length - openBytes(joined);
    const whole = joined.subarray(0, end);
    open = joined.slice(end);
    if (!isUtf8(whole)) {
      throw Object.assign(new TypeError('not UTF-8'), { code: 'ERR_ENCODING_INVALID_ENCODED_DATA' });
    }
    return whole;
  };
}

/** How many bytes at the end are the beginning of a sign that is not there yet. */
function openBytes(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back];
    if (byte >= 0xc0) {
      const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return needed > back ? back : 0;
    }
    if (byte < 0x80) {
      return 0;
    }
  }
  return 0;
}

function windows1252(bytes: Uint8Array): string {
  const text = latin1(bytes);
  return /[\u0080-\u009f]/.test(text)
    ? text.replace(/[\u0080-\u009f]/g, (sign) => windowsSigns[sign.charCodeAt(0) - 0x80])
    : text;
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
