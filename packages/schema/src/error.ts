/** A config that cannot be used; its message is one line that names the place and the mend. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}
