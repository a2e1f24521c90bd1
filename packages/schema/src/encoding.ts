import { z } from 'zod';

/** Names that people and Python use for encodings which the platform knows by another. */
const aliases: ReadonlyMap<string, string> = new Map([
  ['latin-1', 'windows-1252'],
  ['utf-8-sig', 'utf-8'],
  ['utf-16-le', 'utf-16le'],
  ['utf-16-be', 'utf-16be'],
  ['cp932', 'shift_jis'],
  ['cp936', 'gbk'],
  ['cp949', 'euc-kr'],
  ['cp950', 'big5'],
  ['koi8-ru', 'koi8-u'],
]);

/**
 * The platform's name of an encoding: of any label that its `TextDecoder` takes, in any case (`windows-1251`, `Shift_JIS`,
 * `gb2312`, `utf-16le`), and of `latin-1`, which is windows-1252 as on the web.
 *
 * @returns undefined for a label that it does not decode
 */
export function encodingOf(label: string): string | undefined {
  const name = label.trim().toLowerCase();
  const dashed = name.replaceAll('_', '-');
  return (
    decodable(aliases.get(dashed) ?? name) ??
    decodable(dashed) ??
    decodable(dashed.replace('shift-', 'shift_'))
  );
}

/** A label that {@link encodingOf} knows. */
export const encodingSchema = z.string().refine((label) => encodingOf(label) !== undefined, {
  message:
    'no encoding that is known here; give a name such as utf-8, latin-1, windows-1251, gbk, shift_jis, euc-kr or utf-16le',
});

function decodable(label: string): string | undefined {
  try {
    return new TextDecoder(label).encoding;
  } catch {
    // It throws for a label that it does not know.
    return undefined;
  }
}
