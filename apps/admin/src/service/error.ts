export type AdminErrorKind =
  | 'unreachable'
  | 'unauthorised'
  | 'forbidden'
  | 'no-champion'
  | 'not-found'
  | 'failed';

/** Why the server gave no answer, as far as a person can do something about it. */
export class AdminError extends Error {
  readonly kind: AdminErrorKind;

  constructor(kind: AdminErrorKind, message: string) {
    super(message);
    this.name = 'AdminError';
    this.kind = kind;
  }
}

const kinds: Readonly<Record<string, AdminErrorKind>> = {
  UNREACHABLE: 'unreachable',
  TIMEOUT: 'unreachable',
  NOT_READY: 'no-champion',
  NOT_FOUND: 'not-found',
  UNAUTHORIZED: 'unauthorised',
  FORBIDDEN: 'forbidden',
};

/** Sorts an error code of the client into what the UI can explain. */
export function errorKind(code: string): AdminErrorKind {
  return kinds[code] ?? 'failed';
}
