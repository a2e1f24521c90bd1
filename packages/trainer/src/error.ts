/** `data`: the log cannot be learnt from as it is; `memory`: this machine has too little; `failed`: the run went wrong. */
export type TrainerErrorCode = 'data' | 'memory' | 'failed';

/** A training or evaluation that cannot go on; its message names the cause and the mend. */
export class TrainerError extends Error {
  override readonly name = 'TrainerError';
  readonly code: TrainerErrorCode;

  constructor(code: TrainerErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
