/** Signs that part the elements of a list; of the first two one text alone is enough, as they stand in nothing else. */
const separators = ['|', ' > ', ';', ',', ' / ', '/'];
const unmistakable = 2;

/**
 * The sign that parts texts into elements which come again in other texts: `|` of `Action|Comedy`, ` > ` of a path.
 *
 * @returns undefined where the texts are no lists; `parts` is the number of different elements
 */
export function inferSeparator(texts: readonly string[]): { separator: string; parts: number } | undefined {
  // A range such as [10,100) has a comma, and is one value.
  if (texts.filter((text) => /^[[(<].*[\])>]$/.test(text)).length > 0.3 * texts.length) {
    return undefined;
  }
  const whole = new Set(texts).size;
  for (const [i, separator] of separators.entries()) {
    const lists = texts.filter((text) => text.includes(separator));
    if (lists.length === 0 || lists.length < 0.02 * texts.length) {
      continue;
    }
    const parts = texts
      .flatMap((text) => text.split(separator).map((part) => part.trim()))
      .filter((part) => part !== '');
    const distinct = new Set(parts).size;
    const short = parts.filter((part) => part.length <= 40 && part.split(/\s+/).length <= 5).length;
    const comesAgain = distinct <= 0.5 * parts.length && short >= 0.95 * parts.length;
    if (comesAgain && (i < unmistakable || (lists.length >= 0.1 * texts.length && distinct < whole))) {
      return { separator, parts: distinct };
    }
  }
  return undefined;
}
