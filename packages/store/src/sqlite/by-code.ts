/** Milliseconds that a statement waits for another process's before it fails. */
export const busyMilliseconds = 10_000;

/** That one has waited so long. */
export const busyWords = 'another process has been writing for ten seconds; try again, or let it end';

/** What a table says of an error by the name that SQLite gives it, or the beginning of that. */
export function byCode(error: unknown, words: Readonly<Record<string, string>>): string | undefined {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return Object.entries(words).find(([name]) => code.startsWith(name))?.[1];
}
