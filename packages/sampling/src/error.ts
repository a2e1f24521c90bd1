/** A sampler that cannot be made or asked; its message is one line that names the place and the mend. */
export class SamplingError extends Error {
  override readonly name = 'SamplingError';
}
