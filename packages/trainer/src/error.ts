/** `data`: the log cannot be learnt from as it is; `failed`: the run went wrong. */
export type TrainerErrorCode = 'data' | 'failed';

/** A training or evaluation that cannot go on; its message names the cause and the mend. */
export class TrainerError extends Error {
  override readonly name = 'TrainerError';
  readonly code: TrainerErrorCode;

  constructor(code: TrainerErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
