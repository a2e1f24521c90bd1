import { createHash } from 'node:crypto';
import type { CheckedInputOf, EndpointName, OutputOf } from '@twotower/api';

type Targets = {
  readonly [Name in EndpointName]?: (input: CheckedInputOf<Name>, output: OutputOf<Name>) => string;
};

/** The acts that are recorded, and what each was done to. Of a person that was erased no id is left, only its sum. */
export const auditTarget: Targets = {
  promote: ({ reason }, target) => because(pointed(target), reason),
  rollback: ({ reason }, target) => because(pointed(target), reason),
  createJob: (_input, { job }) => `${job.kind} ${job.id}`,
  cancelJob: (_input, { job }) => `${job.kind} ${job.id}`,
  startComparison: (_input, { comparison: { id, kind, treatment } }) => `${kind} ${id}: ${treatment}`,
  endComparison: ({ id }) => id,
  createKey: (_input, { id, scopes }) => `${id}: ${scopes.join(', ')}`,
  revokeKey: ({ id }) => id,
  deleteUser: ({ userId }) => `user ${createHash('sha256').update(userId).digest('hex').slice(0, 16)}`,
};

function pointed({ alias, bundleId, deltaSequence }: OutputOf<'promote'>): string {
  return `${alias}: ${bundleId}, delta ${deltaSequence}`;
}

/** The record has one text for what was done; the reason that somebody gave stands behind it. */
function because(target: string, reason = ''): string {
  return reason.trim() === '' ? target : `${target}; ${reason.trim()}`;
}
