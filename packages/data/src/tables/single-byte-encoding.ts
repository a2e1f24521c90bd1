import { decoderOf } from './decoder.ts';

/** Of two that fit alike the first one is taken. */
const candidates = [
  'windows-1252',
  'windows-1255',
  'windows-1251',
  'koi8-r',
  'windows-1253',
  'windows-1250',
  'windows-1254',
  'windows-1256',
  'windows-874',
  'iso-8859-2',
  'iso-8859-7',
  'iso-8859-5',
  'ibm866',
  'macintosh',
];

const control = /[^\P{Cc}\t\r\n]/u;
const wordOrSign = /[\p{L}\p{M}]+|[^\p{ASCII}]/gu;
const ascii = /^\p{ASCII}*$/u;
const scripts = [
  /^[\p{Script=Cyrillic}\p{M}]+$/u,
  /^[\p{Script=Greek}\p{M}]+$/u,
  /^[\p{Script=Hebrew}\p{M}]+$/u,
];
const caseless = [/^[\p{Script=Arabic}\p{M}]+$/u, /^[\p{Script=Thai}\p{M}]+$/u];
const latin = /^[\p{Script=Latin}]+$/u;
/** Upper case only where a word begins, or throughout. */
const cased = /^(?:\p{Lu}?[^\p{Lu}]*|\p{Lu}+)$/u;
const typographic = /^[“”„‘’‚–—…€«»©®™°·§£¿¡№\u00a0]$/u;
/** Of Icelandic and of Turkish, for the same bytes: what else the text has decides. */
const northern = /[þðýÞÐÝ]/u;
const turkish = /[ığşİĞŞ]/u;
const notTurkish = /[áéíóúæøåãõôàèùÁÉÍÓÚÆØÅ]/u;

/**
 * The encoding of one byte a sign in which some bytes are most like what people write: words of one script, capitals where
 * words begin, signs of print between them.
 *
 * @returns undefined where they are no such text in any
 */
export function singleByteEncoding(bytes: Uint8Array): string | undefined {
  let best: string | undefined;
  let most = 0;
  for (const encoding of candidates) {
    const score = scoreOf(bytes, encoding);
    if (score > most) {
      best = encoding;
      most = score;
    }
  }
  return best;
}

function scoreOf(bytes: Uint8Array, encoding: string): number {
  const decode = decoderOf(encoding);
  let text: string;
  try {
    text = decode(bytes) + decode();
  } catch {
    // Bytes that stand for no sign in it.
    return 0;
  }
  if (control.test(text)) {
    return 0;
  }
  let score = 0;
  for (const [found] of text.matchAll(wordOrSign)) {
    score += ascii.test(found) ? 0 : plausibility(found, encoding);
  }
  return score;
}

/** From -1 to 1 for each letter beyond ASCII of a word. */
function plausibility(found: string, encoding: string): number {
  const signs = [...found];
  const beyond = signs.filter((sign) => sign > '\u007f');
  if (typographic.test(found)) {
    return 0.9;
  }
  if (caseless.some((script) => script.test(found))) {
    return beyond.length;
  }
  const shouted = signs.length > 1 && /^\p{Lu}+$/u.test(found) ? 0.8 : 1;
  if (scripts.some((script) => script.test(found))) {
    return (cased.test(found) ? shouted : -1) * beyond.length;
  }
  const isLatin = latin.test(found) && cased.test(found);
  if (!isLatin || (signs.length > 2 && beyond.length > 0.67 * signs.length)) {
    return -beyond.length;
  }
  return shouted * beyond.reduce((sum, letter) => sum + weightOf(letter, encoding), 0);
}

function weightOf(letter: string, encoding: string): number {
  if (encoding === 'windows-1254') {
    return turkish.test(letter) ? 0.7 : notTurkish.test(letter) ? 0.5 : 1;
  }
  if (encoding === 'windows-1250' || encoding === 'iso-8859-2') {
    return /[ţđŢĐ]/u.test(letter) ? 0.6 : 1;
  }
  return northern.test(letter) ? 0.5 : 1;
}
