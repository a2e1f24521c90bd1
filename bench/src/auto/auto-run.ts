import type { Report } from '@twotower/schema';

/** What a set's bare config came to, unattended. */
export interface AutoRun extends Pick<Report, 'metrics' | 'baselines' | 'verdict' | 'choice' | 'protocol'> {
  readonly set: string;
  /** Of the choice, the training and the examination with its baselines. */
  readonly seconds: number;
  readonly trainSeconds: number;
}
