// The pinned pnpm, by npx: it need not be installed, and corepack cannot fetch it everywhere.

/** @returns {[string, string[]]} command and arguments */
export function pnpm(...args) {
  return [process.platform === 'win32' ? 'npx.cmd' : 'npx', ['--yes', 'pnpm@10.34.8', ...args]];
}
