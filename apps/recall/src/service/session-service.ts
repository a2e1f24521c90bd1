import { ApiError, type RecallService } from '@twotower/api';
import { scopes as allScopes } from '@twotower/schema';

/** The endpoints by which a browser says who looks at it. */
export const sessionService: Pick<RecallService, 'session' | 'signIn' | 'signOut'> = {
  session: (_input, { keyId, scopes, session }) => ({
    keyId,
    scopes: [...(scopes ?? allScopes)],
    signedIn: session?.isOpen ?? false,
  }),
  signIn({ key }, { session }) {
    const begun = session?.begin(key);
    if (begun === undefined) {
      throw new ApiError('UNAUTHORIZED', 'this key is unknown or revoked; ask for another', { field: 'key' });
    }
    return { keyId: begun.keyId, scopes: [...begun.scopes], signedIn: true };
  },
  signOut(_input, { session }) {
    session?.end();
    return { signedOut: true };
  },
};
