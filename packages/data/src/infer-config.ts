import type { ConfigInput } from '@twotower/schema';

export interface InferredConfig {
  readonly input: ConfigInput;
  /** The same as commented YAML. */
  readonly text: string;
  /** One sentence a guess. */
  readonly guesses: readonly string[];
}
export async function inferConfig(_file: string, _folder?: string): Promise<InferredConfig> {
  throw new Error('being written');
}
