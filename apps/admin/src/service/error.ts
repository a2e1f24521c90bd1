export type AdminErrorKind = 'unreachable' | 'unauthorised' | 'no-champion' | 'not-found' | 'failed';

/** Why the server gave no answer, as far as a person can do something about it. */
export class AdminError extends Error {
  readonly kind: AdminErrorKind;

  constructor(kind: AdminErrorKind, message: string) {
    super(message);
    this.name = 'AdminError';
    this.kind = kind;
  }
}

/** Sorts an error code of the client into what the UI can explain. */
export function errorKind(code: string): AdminErrorKind {
  if (code === 'UNREACHABLE') return 'unreachable';
  if (code === 'NOT_READY') return 'no-champion';
  if (code === 'NOT_FOUND') return 'not-found';
  return code === 'UNAUTHORIZED' || code === 'FORBIDDEN' ? 'unauthorised' : 'failed';
}
