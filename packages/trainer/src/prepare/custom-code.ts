import { pathToFileURL } from 'node:url';
import { ConfigError } from '@twotower/schema';

/**
 * The function itself, or the default export of the module at that path.
 *
 * @throws ConfigError where the module cannot be loaded or exports no function
 */
export async function loadCustom<Made extends (...inputs: never[]) => unknown>(
  code: string | ((...inputs: never[]) => unknown),
): Promise<Made> {
  const loaded = typeof code === 'string' ? await importDefault(code) : code;
  if (typeof loaded !== 'function') {
    throw new ConfigError(`${code}: has no function as its default export`);
  }
  return loaded as Made;
}

async function importDefault(path: string): Promise<unknown> {
  try {
    return (await import(pathToFileURL(path).href)).default;
  } catch (error) {
    throw new ConfigError(
      `${path}: cannot be loaded (${error instanceof Error ? error.message : String(error)}); name a JavaScript module`,
    );
  }
}
