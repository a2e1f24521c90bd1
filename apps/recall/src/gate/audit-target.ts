import { createHash } from 'node:crypto';
import type { CheckedInputOf, EndpointName, OutputOf } from '@twotower/api';

type Targets = {
  readonly [Name in EndpointName]?: (input: CheckedInputOf<Name>, output: OutputOf<Name>) => string;
};

/** The acts that are recorded, and what each was done to. Of a person that was erased no id is left, only its sum. */
export const auditTarget: Targets = {
  promote: ({ alias }, { bundleId, deltaSequence }) => `${alias}: ${bundleId}, delta ${deltaSequence}`,
  createJob: (_input, { job }) => `${job.kind} ${job.id}`,
  cancelJob: (_input, { job }) => `${job.kind} ${job.id}`,
  createKey: (_input, { id, scopes }) => `${id}: ${scopes.join(', ')}`,
  revokeKey: ({ id }) => id,
  deleteUser: ({ userId }) => `user ${createHash('sha256').update(userId).digest('hex').slice(0, 16)}`,
};
