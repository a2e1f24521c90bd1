const flags: ReadonlyMap<string, boolean> = new Map([
  ...['true', 't', 'yes', 'y', 'on'].map((word): [string, boolean] => [word, true]),
  ...['false', 'f', 'no', 'n', 'off'].map((word): [string, boolean] => [word, false]),
]);

/** What a word such as `True`, `yes` or `N` says, in any case; undefined for all others. */
export function writtenFlag(text: string): boolean | undefined {
  return text.length > 12 ? undefined : flags.get(text.trim().toLowerCase());
}
