import { isAscii } from 'node:buffer';

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

function windows1252(bytes: Uint8Array): string {
  const text = latin1(bytes);
  return /[\u0080-\u009f]/.test(text)
    ? text.replace(/[\u0080-\u009f]/g, (sign) => windowsSigns[sign.charCodeAt(0) - 0x80])
    : text;
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
