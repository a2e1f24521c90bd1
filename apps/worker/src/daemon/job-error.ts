/** Why an attempt at a job failed. */
export class JobError extends Error {
  override readonly name = 'JobError';
  /** Whether it may go better by itself, as where a disk was full; a config has to be mended first. */
  readonly mayPass: boolean;

  constructor(message: string, mayPass: boolean) {
    super(message);
    this.mayPass = mayPass;
  }
}
