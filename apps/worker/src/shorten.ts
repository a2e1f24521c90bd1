/** A text of at most `length` characters, the last an ellipsis where it was cut; no character is cut in two. */
export function shorten(text: string, length: number): string {
  // Twice as many units hold every character that may be shown, so that a text of megabytes is not taken apart.
  const characters = Array.from(text.slice(0, 2 * length + 2));
  return characters.length > length
    ? `${characters
        .slice(0, length - 1)
        .join('')
        .trimEnd()}…`
    : text;
}
