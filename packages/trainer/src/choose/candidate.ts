import type { Config, FeatureConfig } from '@twotower/schema';

type History = Extract<FeatureConfig, { kind: 'history' }>;

/**
 * One whole setting that is tried where a config leaves it open. What it does not name stays as the config has it.
 */
export interface Candidate {
  /** A few words by which reports name it. */
  readonly name: string;
  readonly loss?: Config['loss'];
  readonly negatives?: Config['negatives'];
  readonly model?: Partial<Omit<Config['model'], 'user' | 'item'>> & {
    readonly user?: Partial<Config['model']['user']>;
    readonly item?: Partial<Config['model']['item']>;
  };
  readonly training?: Partial<Config['training']>;
  /** What every history is, or that users have none. */
  readonly history?: Partial<Pick<History, 'length' | 'of'>> | 'none';
  /** Of which sides the features of columns are left out. */
  readonly without?: readonly ('user' | 'item' | 'context')[];
}
