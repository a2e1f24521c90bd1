/**
 * A word as a shell takes it for one: as it is where nothing in it means anything to a shell, else in quotes.
 *
 * Example: `my log.csv` is `'my log.csv'`; on Windows `"my log.csv"`.
 */
export function shellWord(word: string, platform: NodeJS.Platform = process.platform): string {
  const plain = platform === 'win32' ? /^[\w@%+=:,./\\-]+$/ : /^[\w@%+=:,./-]+$/;
  if (plain.test(word)) {
    return word;
  }
  return platform === 'win32' ? `"${word.replaceAll('"', '""')}"` : `'${word.replaceAll("'", "'\\''")}'`;
}
