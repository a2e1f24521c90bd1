import type { InputOf } from '@twotower/api';

/** What a kind of job is called. */
export const jobNames: Readonly<Record<InputOf<'createJob'>['kind'], string>> = {
  update: 'Update',
  full: 'Full update',
  prune: 'Prune',
};
